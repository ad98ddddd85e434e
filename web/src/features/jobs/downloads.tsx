import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useBackend } from "../../api/backend.ts";
import type { DownloadLink, JobWithFiles } from "../../api/jobs.ts";
import { sentenceFor } from "../../api/problem.ts";
import { formatBytes } from "../../ui/format.ts";
import classes from "./downloads.module.css";

/** What "the result" means for the job's kind: its first output. */
export function DownloadResult({ job }: { job: JobWithFiles }) {
  const { jobs } = useBackend();
  const main = job.files.find((file) => file.role === "output");
  if (!main) return null;
  return (
    <Button
      leftSection={<IconDownload size={16} />}
      title={formatBytes(main.bytes)}
      onClick={() => save(main.name, jobs.resultUrl(job.id))}
    >
      Download {main.name.slice(main.name.lastIndexOf(".") + 1).toUpperCase()}
    </Button>
  );
}

/** More are listed when somebody asks for them. */
const MOST_FILES = 12;

/** Every file of a job: what was made of it, and what was uploaded. */
export function FileList({ job }: { job: JobWithFiles }) {
  const { jobs } = useBackend();
  const [isWhole, setIsWhole] = useState(false);
  const files = job.files.filter((file) => file.role !== "asset").toSorted((a, b) => b.role.localeCompare(a.role));
  const shown = isWhole || files.length <= MOST_FILES + 2 ? files : files.slice(0, MOST_FILES);
  return (
    <ul className={classes["files"]}>
      {shown.map((file) => (
        <li key={file.id}>
          <button
            type="button"
            className="link-button"
            aria-label={`Download ${file.name}`}
            onClick={() => save(file.name, jobs.fileUrl(job.id, file))}
          >
            {file.name}
          </button>
          <span>{formatBytes(file.bytes)}</span>
        </li>
      ))}
      {shown.length < files.length && (
        <li>
          <Button size="compact-sm" variant="subtle" onClick={() => setIsWhole(true)}>
            Show all {files.length} files
          </Button>
        </li>
      )}
    </ul>
  );
}

function save(what: string, link: Promise<DownloadLink>): void {
  link.then(
    ({ url, name }) => Object.assign(document.createElement("a"), { href: url, download: name }).click(),
    (error) => notifications.show({ color: "red", title: `Cannot download ${what}`, message: sentenceFor(error) }),
  );
}
