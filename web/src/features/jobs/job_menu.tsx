import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconPlayerStop, IconRefresh, IconTrash } from "@tabler/icons-react";
import type { Job } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { isActive } from "./status.ts";
import { useJobActions } from "./use_job_actions.tsx";

export function JobMenu({ job }: { job: Job }) {
  const { cancel, retry, remove } = useJobActions();
  const canRetry = job.status === "failed" || job.status === "cancelled";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${job.title}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isActive(job) && (
          <Menu.Item leftSection={<IconPlayerStop size={16} />} onClick={() => cancel(job)}>Cancel</Menu.Item>
        )}
        {canRetry && (
          <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => retry(job)}>
            Try again
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => remove(job)}>Delete</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
