import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../api/backend.ts";
import type { JobWithFiles } from "../../api/jobs.ts";
import { sentenceFor } from "../../api/problem.ts";
import { formatBytes } from "../../ui/format.ts";

/** A button for each file that a job has made, the main one first. */
export function Downloads({ job }: { job: JobWithFiles }) {
  const { jobs } = useBackend();
  const outputs = job.files.filter((file) => file.role === "output");

  const download = (file: JobFile, isMain: boolean) =>
    (isMain ? jobs.resultUrl(job.id) : jobs.fileUrl(job.id, file)).then(
      ({ url, name }) => Object.assign(document.createElement("a"), { href: url, download: name }).click(),
      (error) =>
        notifications.show({ color: "red", title: `Cannot download ${file.name}`, message: sentenceFor(error) }),
    );
  return outputs.map((file, index) => (
    <Button
      key={file.id}
      variant={index === 0 ? "filled" : "default"}
      leftSection={<IconDownload size={16} />}
      title={`${file.name}, ${formatBytes(file.bytes)}`}
      onClick={() => download(file, index === 0)}
    >
      {index === 0 ? `Download ${extensionOf(file.name)}` : file.name}
    </Button>
  ));
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).toUpperCase();
}
