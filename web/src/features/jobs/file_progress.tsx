import { useEffect, useRef } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { JobWithFiles } from "../../api/jobs.ts";
import { formatCount } from "../../ui/format.ts";
import { showInList } from "../../ui/show_in_list.ts";
import { StatusMark } from "../../ui/status_mark.tsx";
import classes from "./file_progress.module.css";

/** How each of a job's files is doing. They are worked on in their order, so the first that is not done is under way. */
export function FileProgress({ job }: { job: JobWithFiles }) {
  const list = useRef<HTMLUListElement>(null);
  const inputs = job.files.filter(({ role }) => role === "input");
  const current = job.status === "processing" ? inputs.findIndex(({ status }) => status === "pending") : -1;
  useEffect(() => showInList(list.current, list.current?.querySelector<HTMLElement>('[data-state="processing"]')), [
    current,
  ]);
  if (inputs.length < 2) return null;
  const done = inputs.filter(({ status }) => status === "done" || status === "failed").length;
  return (
    <section aria-label="Files under way" className={classes["files"]}>
      <p>{done} of {formatCount(inputs.length, "file")} done</p>
      <ul ref={list} tabIndex={0} aria-label="Files and how they are doing">
        {inputs.map((file, index) => <Line key={file.id} file={file} isCurrent={index === current} />)}
      </ul>
    </section>
  );
}

function Line({ file, isCurrent }: { file: JobFile; isCurrent: boolean }) {
  const state = isCurrent ? "processing" : file.status;
  return (
    <li data-testid="file" data-state={state}>
      <StatusMark status={MARKS[state]} progress={0.25} />
      <span className={classes["name"]}>{file.name}</span>
      <span className={classes["state"]}>{file.error?.detail ?? LABELS[state]}</span>
    </li>
  );
}

const MARKS = { pending: "queued", processing: "processing", done: "completed", failed: "failed" } as const;
const LABELS = { pending: "Waiting", processing: "Being read", done: "Done", failed: "Could not be read" } as const;
