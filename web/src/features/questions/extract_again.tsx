import { Button, Group, Modal, PasswordInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { Job } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { sentenceFor } from "../../api/problem.ts";
import type { Worksheet } from "./worksheet.ts";

/** Runs the extraction anew; what people did stays. */
export function ExtractAgain({ job, worksheet }: { job: Job; worksheet: Worksheet }) {
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState("");
  const start = () => {
    setOpen(false);
    worksheet.api.extractAgain(password === "" ? undefined : { ...job.options, password }).then(
      () => setPassword(""),
      (error) => notifications.show({ color: "red", title: "Cannot extract it again", message: sentenceFor(error) }),
    );
  };
  return (
    <>
      <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => setOpen(true)}>
        Extract again
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Extract the questions again">
        <p>
          What you edited, approved or made stays as it is; where it is read otherwise now, that is proposed. The other
          drafts are replaced when the extraction has come to its end.
        </p>
        <PasswordInput
          mt="md"
          label="Password of the PDF"
          description="Only if it is encrypted: the one that was given before has been forgotten"
          autoComplete="off"
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <Group mt="md">
          <Button variant="default" onClick={() => setOpen(false)}>Cancel</Button>
          <Button data-autofocus onClick={start}>Extract again</Button>
        </Group>
      </Modal>
    </>
  );
}
