import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileZip } from "@tabler/icons-react";
import { useState } from "react";
import { useBackend } from "../../../api/backend.ts";
import type { JobWithFiles } from "../../../api/jobs.ts";
import { sentenceFor } from "../../../api/problem.ts";
import { formatBytes, formatCount } from "../../../ui/format.ts";
import { saveFile } from "../save_file.ts";
import classes from "./copies.module.css";
import { zipOf } from "./zip.ts";

/** Of a long list the first ones; the ZIP file has all. */
const MAX_LISTED = 50;

/** The filled-in copies of a form, one by one or all at once. */
export function Copies({ job }: { job: JobWithFiles }) {
  const { jobs } = useBackend();
  const [packed, setPacked] = useState<number>();
  const copies = job.files.filter((file) => file.name.startsWith("filled/"))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const problems = Array.isArray(job.result?.["problems"]) ? job.result["problems"].map(String) : [];
  const stem = job.title.replace(/\.pdf$/i, "");
  const nameOf = (name: string) => `${stem}-${name.slice("filled/".length)}`;
  const bytes = copies.reduce((sum, file) => sum + file.bytes, 0);

  const pack = async () => {
    const { signal } = new AbortController();
    const entries: { name: string; content: Uint8Array }[] = [];
    try {
      for (const file of copies) {
        setPacked(entries.length);
        entries.push({ name: nameOf(file.name), content: await jobs.read(file, signal) });
      }
      saveFile(`${stem}.zip`, zipOf(entries));
    } catch (error) {
      notifications.show({ color: "red", title: "Cannot download the copies", message: sentenceFor(error) });
    } finally {
      setPacked(undefined);
    }
  };
  const download = async (file: typeof copies[number]) => {
    try {
      const content = await jobs.read(file, new AbortController().signal);
      saveFile(nameOf(file.name), new Blob([new Uint8Array(content)], { type: "application/pdf" }));
    } catch (error) {
      notifications.show({ color: "red", title: `Cannot download ${file.name}`, message: sentenceFor(error) });
    }
  };

  return (
    <div className={classes["copies"]}>
      <div className={classes["head"]}>
        <p>{formatCount(copies.length, "copy", "copies")}, {formatBytes(bytes)}</p>
        <Button
          leftSection={<IconFileZip size={16} aria-hidden="true" />}
          loading={packed !== undefined}
          onClick={pack}
        >
          Download all as ZIP
        </Button>
        <p role="status" className="visually-hidden">
          {packed === undefined ? "" : `Fetching copy ${packed + 1} of ${copies.length}`}
        </p>
      </div>
      {problems.length > 0 && (
        <ul className={classes["problems"]} aria-label="What could not be filled in">
          {problems.map((problem) => <li key={problem}>{problem}</li>)}
        </ul>
      )}
      <ul className={classes["list"]} aria-label="Filled-in copies">
        {copies.slice(0, MAX_LISTED).map((file) => (
          <li key={file.id}>
            <button type="button" className="link-button" onClick={() => download(file)}>{nameOf(file.name)}</button>
            <span>{formatBytes(file.bytes)}</span>
          </li>
        ))}
      </ul>
      {copies.length > MAX_LISTED && <p>And {copies.length - MAX_LISTED} more in the ZIP file.</p>}
    </div>
  );
}
