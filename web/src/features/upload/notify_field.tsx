import { TextInput } from "@mantine/core";
import type { UploadSettings } from "./upload_queue.ts";

interface NotifyFieldProps {
  readonly settings: UploadSettings;
  readonly onChange: (settings: UploadSettings) => void;
}

/** Whom to tell by e-mail when the job has ended. */
export function NotifyField({ settings, onChange }: NotifyFieldProps) {
  const { notify, ...others } = settings;
  return (
    <TextInput
      type="email"
      label="E-mail"
      description="Gets a link to the results when the job is done, or the reason when it fails. Empty: nobody is told."
      placeholder="you@example.org"
      autoComplete="email"
      maw="26rem"
      mt="sm"
      value={notify?.email ?? ""}
      onChange={(event) => {
        const email = event.currentTarget.value.trim();
        onChange(email === "" ? others : { ...others, notify: { email } });
      }}
    />
  );
}
