import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import classes from "./password_form.module.css";
import type { LockedPdf } from "./use_pdf.ts";

interface PasswordFormProps {
  readonly name: string;
  readonly locked: LockedPdf;
}

/** The job's password was forgotten when it ended: whoever looks at an encrypted PDF gives it again. It is not sent. */
export function PasswordForm({ name, locked }: PasswordFormProps) {
  const [password, setPassword] = useState("");
  return (
    <form
      className={classes["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        locked.unlock(password);
      }}
    >
      <PasswordInput
        label={`Password of ${name}`}
        description="To show its pages here. It stays in this browser."
        error={locked.isWrong && "This is not its password."}
        autoComplete="off"
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <Button type="submit" disabled={password === ""}>Show the pages</Button>
    </form>
  );
}
