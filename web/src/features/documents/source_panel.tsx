import { Button, Skeleton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { formatBytes } from "../../ui/format.ts";
import { isShownAsPdf } from "./image_as_pdf.ts";
import type { Placed } from "./places.ts";
import classes from "./source_panel.module.css";

/** Loaded when a document of their sort is looked at. */
const PagesSource = lazy(async () => ({ default: (await import("./pages_source.tsx")).PagesSource }));
const TextSource = lazy(async () => ({ default: (await import("./text_source.tsx")).TextSource }));

export interface SourceProps {
  readonly file: JobFile;
  /** Where the document begins in its file. */
  readonly firstPage: number;
  readonly places: readonly Placed[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

interface SourcePanelProps extends Omit<SourceProps, "file"> {
  readonly file: JobFile | undefined;
  readonly textFile: JobFile | undefined;
}

/** A larger document is fetched only when somebody asks for it. */
const MOST_UNASKED_BYTES = 20 * 1024 * 1024;

/** The document itself, with the places of what was found in it. */
export function SourcePanel({ file, textFile, ...props }: SourcePanelProps) {
  const [wanted, setWanted] = useState<string>();
  const shown = textFile ?? file;
  if (!shown || !file) return <p className={classes["none"]}>The file is not there any more.</p>;
  if (shown.bytes > MOST_UNASKED_BYTES && wanted !== shown.id) {
    return (
      <Button variant="default" onClick={() => setWanted(shown.id)}>
        Show the document: fetches {formatBytes(shown.bytes)}
      </Button>
    );
  }
  return (
    <Suspense fallback={<Loading />}>
      {textFile
        ? <TextSource {...props} file={textFile} />
        : file.media_type === "application/pdf" || isShownAsPdf(file.media_type)
        ? <PagesSource {...props} file={file} />
        : <p className={classes["none"]}>This file has no pages to show. Download it under “Files”.</p>}
    </Suspense>
  );
}

export function Loading() {
  return <Skeleton height={480} radius={4} role="status" aria-label="Loading the document" />;
}
