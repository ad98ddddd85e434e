import { SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { memo, useEffect, useRef, useState } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { JobWithFiles } from "../../api/jobs.ts";
import { formatCount } from "../../ui/format.ts";
import { showInList } from "../../ui/show_in_list.ts";
import { StatusMark } from "../../ui/status_mark.tsx";
import classes from "./file_progress.module.css";

type State = JobFile["status"];

const FILTERS: readonly { readonly value: State | "all"; readonly label: string }[] = [
  { value: "all", label: "All" },
  { value: "pending", label: "Waiting" },
  { value: "done", label: "Done" },
  { value: "failed", label: "Not read" },
];

/** Fewer are seen at one look. */
const MANY = 10;

/** How each of a job's files is doing. They are worked on in their order, so the first that is not done is under way. */
export function FileProgress({ job }: { job: JobWithFiles }) {
  const [filter, setFilter] = useState<State | "all">("all");
  const [text, setText] = useState("");
  const inputs = job.files.filter(({ role }) => role === "input");
  const current = job.status === "processing" ? inputs.findIndex(({ status }) => status === "pending") : -1;
  const list = useFollowing(current);
  if (inputs.length < 2) return null;
  const count = (state: State) => inputs.filter(({ status }) => status === state).length;
  const failed = count("failed"), done = count("done") + failed;
  const wanted = text.trim().toLowerCase();
  const shown = inputs.flatMap((file, index) =>
    (filter === "all" || file.status === filter) && file.name.toLowerCase().includes(wanted)
      ? [{ file, state: index === current ? "processing" as const : file.status }]
      : []
  );
  return (
    <section aria-label="Files under way" className={classes["files"]}>
      <p>
        {done} of {formatCount(inputs.length, "file")} done
        {failed > 0 && <span className={classes["failed"]}>, {failed} could not be read</span>}
      </p>
      {inputs.length > MANY && (
        <div className={classes["bar"]}>
          <SegmentedControl
            size="xs"
            aria-label="Which files to list"
            value={filter}
            onChange={(value) => setFilter(value as State | "all")}
            data={FILTERS.map(({ value, label }) => ({
              value,
              label: value === "all" ? label : `${label} ${count(value)}`,
            }))}
          />
          <TextInput
            size="xs"
            type="search"
            aria-label="Search in names"
            placeholder="Search in names"
            leftSection={<IconSearch size={15} />}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        </div>
      )}
      <ul {...list} tabIndex={0} aria-label="Files and how they are doing">
        {shown.map(({ file, state }) => (
          <Line key={file.id} name={file.name} state={state} said={file.error?.detail ?? LABELS[state]} />
        ))}
        {shown.length === 0 && <li className={classes["none"]}>None.</li>}
      </ul>
    </section>
  );
}

/** Keeps the line that is under way in sight, until the reader looks elsewhere in the list, and again once he is back. */
function useFollowing(current: number) {
  const ref = useRef<HTMLUListElement>(null);
  const follows = useRef(true);
  const line = () => ref.current?.querySelector<HTMLElement>('[data-state="processing"]');
  useEffect(() => {
    if (follows.current) showInList(ref.current, line());
  }, [current]);
  const onScroll = () => {
    const frame = ref.current?.getBoundingClientRect(), box = line()?.getBoundingClientRect();
    if (frame && box) follows.current = box.bottom > frame.top && box.top < frame.bottom;
  };
  return { ref, onScroll };
}

interface LineProps {
  readonly name: string;
  readonly state: keyof typeof MARKS;
  readonly said: string;
}

/** Drawn anew only when it changes: of 200 it is one or two at a time. */
const Line = memo(function Line({ name, state, said }: LineProps) {
  return (
    <li data-testid="file" data-state={state}>
      <StatusMark status={MARKS[state]} progress={0.25} />
      <span className={classes["name"]}>{name}</span>
      <span className={classes["state"]}>{said}</span>
    </li>
  );
});

const MARKS = { pending: "queued", processing: "processing", done: "completed", failed: "failed" } as const;
const LABELS = { pending: "Waiting", processing: "Being read", done: "Done", failed: "Could not be read" } as const;
