import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Job } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../api/backend.ts";
import { sentenceFor } from "../../api/problem.ts";
import { usePendingDeletions } from "./pending_deletions.ts";

/** How long a deletion can be undone; longer while the pointer rests on its notice. */
const UNDO_MS = 8_000;

/** What a user can do with a job; failures are told in a notice. */
export function useJobActions() {
  const { jobs, known } = useBackend();
  const deletions = usePendingDeletions();

  const tellFailure = (title: string) => (error: unknown) => {
    notifications.show({ color: "red", title, message: sentenceFor(error), autoClose: false });
  };

  return {
    cancel: (job: Job) =>
      jobs.cancel(job.id).then((changed) => void known.see(changed), tellFailure(`Cannot cancel ${job.title}`)),

    retry: (job: Job) =>
      jobs.retry(job.id).then((changed) => void known.see(changed), tellFailure(`Cannot try ${job.title} again`)),

    remove(job: Job): void {
      const id = `delete-${job.id}`;
      deletions.add(job.id);
      const undo = () => {
        deletions.undo(job.id);
        notifications.hide(id);
      };
      notifications.show({
        id,
        color: "gray",
        autoClose: UNDO_MS,
        // Closed by time or by hand: the user has seen it. Undoing closes it too, when there is nothing left to confirm.
        onClose: () => deletions.confirm(job.id).catch(tellFailure(`Cannot delete ${job.title}`)),
        title: `Deleted ${job.title}`,
        message: (
          <Group justify="space-between" wrap="nowrap">
            With its files.
            <Button size="compact-sm" variant="default" onClick={undo}>Undo</Button>
          </Group>
        ),
      });
    },
  };
}
