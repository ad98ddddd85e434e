import { Skeleton } from "@mantine/core";
import { useJobEvents } from "../../api/queries.ts";
import { ErrorNote } from "../../ui/error_note.tsx";
import classes from "./timeline.module.css";

/** What happened to a job, newest last. */
export function Timeline({ jobId }: { jobId: string }) {
  const events = useJobEvents(jobId);
  if (events.isError) {
    return <ErrorNote title="Cannot show the timeline" error={events.error} onRetry={() => events.refetch()} />;
  }
  if (!events.data) return <Skeleton height={80} role="status" aria-label="Loading the timeline" />;
  return (
    <ol className={classes["timeline"]}>
      {events.data.map((event) => (
        <li key={event.id} data-type={event.type}>
          <time dateTime={event.at}>{new Date(event.at).toLocaleTimeString("en-GB")}</time>
          <span>{event.message}</span>
        </li>
      ))}
    </ol>
  );
}
