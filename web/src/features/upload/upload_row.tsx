import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { formatBytes, formatPercent } from "../../ui/format.ts";
import { ProgressRule } from "../../ui/progress_rule.tsx";
import row from "../jobs/job_row.module.css";
import { StatusMark } from "../../ui/status_mark.tsx";
import type { Upload } from "./upload_queue.ts";
import { useUploadQueue } from "./use_uploads.ts";

/** A file that is being sent, in the same form as the job that it becomes. */
export function UploadRow({ upload }: { upload: Upload }) {
  const queue = useUploadQueue();
  const { id, name, state, files, refused } = upload;
  const fraction = upload.bytes ? upload.sentBytes / upload.bytes : 0;
  const hasFailed = state === "failed";
  return (
    <li className={row["row"]} data-testid="upload" data-choices={(hasFailed && files.length > 1) || undefined}>
      <StatusMark status={hasFailed ? "failed" : state === "sending" ? "processing" : "queued"} progress={fraction} />
      <div className={row["subject"]}>
        <span className={row["title"]}>{name}</span>
        <span className={row["detail"]} data-alarm={hasFailed || undefined} role={hasFailed ? "alert" : undefined}>
          {describe(upload)}
        </span>
      </div>
      <span className={row["figure"]}>{hasFailed ? "" : formatPercent(fraction)}</span>
      <span className={row["actions"]}>
        {state === "sending" && upload.resumable && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => queue.pause(id)}
          >
            Pause
          </Button>
        )}
        {state === "held" && <Button size="compact-sm" variant="default" onClick={() => queue.start(id)}>Start</Button>}
        {state === "paused" && (
          <Button size="compact-sm" variant="default" onClick={() => queue.resume(id)}>Resume</Button>
        )}
        {state === "offline" && (
          <Button size="compact-sm" variant="default" onClick={() => queue.resume(id)}>Try now</Button>
        )}
        {hasFailed && refused.length === 0 && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => queue.resume(id)}
          >
            Try again
          </Button>
        )}
        {hasFailed && refused.length > 0 && refused.length < files.length && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => queue.leaveOut(id)}
          >
            Send the other {files.length - refused.length}
          </Button>
        )}
        <ActionIcon
          aria-label={hasFailed ? `Dismiss ${name}` : `Cancel the upload of ${name}`}
          onClick={() => queue.dismiss(id)}
        >
          <IconX size={16} />
        </ActionIcon>
      </span>
      {!hasFailed && (
        <div className={row["rule"]}>
          <ProgressRule
            value={fraction}
            label={`Upload of ${name}`}
            tone={state === "sending" || state === "starting" ? "accent" : "still"}
          />
        </div>
      )}
    </li>
  );
}

function describe({ state, bytes, sentBytes, sentence, files, paths }: Upload): string {
  const sent = paths.filter((path) => path !== undefined).length;
  const count = files.length > 1 ? `${sent} of ${files.length} files, ` : "";
  const amount = `${count}${formatBytes(sentBytes)} of ${formatBytes(bytes)}`;
  switch (state) {
    case "held":
      return "Starts when you say so";
    case "waiting":
      return `Waiting to be sent, ${files.length > 1 ? `${files.length} files, ` : ""}${formatBytes(bytes)}`;
    case "sending":
      return `Uploading, ${amount}`;
    case "paused":
      return `Paused at ${amount}`;
    case "offline":
      return `No connection; goes on from ${formatBytes(sentBytes)} when it is back`;
    case "starting":
      return "Starting the job";
    case "failed":
      return sentence ?? "The upload failed. Choose the file again.";
  }
}
