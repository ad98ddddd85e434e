import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../api/backend.ts";
import { sentenceFor } from "../../api/problem.ts";
import { formatCount } from "../../ui/format.ts";
import { UndoButtons } from "../../ui/undo_buttons.tsx";
import classes from "./correction_bar.module.css";
import { correctedCsv } from "./corrections.ts";
import type { Corrections } from "./use_corrections.ts";

interface CorrectionBarProps {
  readonly csv: JobFile;
  readonly delimiter: string;
  /** What the corrected file is called. */
  readonly name: string;
  readonly corrections: Corrections;
}

/** What has been corrected, how to take it back and how to take it away. */
export function CorrectionBar({ csv, delimiter, name, corrections }: CorrectionBarProps) {
  const { jobs } = useBackend();
  const [isExporting, setExporting] = useState(false);
  const { all, areKept, undo, discard } = corrections;

  const download = async () => {
    setExporting(true);
    try {
      const text = new TextDecoder().decode(await jobs.read(csv, new AbortController().signal));
      save(correctedCsv(text, all, delimiter), name);
    } catch (error) {
      notifications.show({ color: "red", title: "Cannot download the corrected CSV", message: sentenceFor(error) });
    } finally {
      setExporting(false);
    }
  };

  return (
    <div className={classes["bar"]}>
      <p role="status">
        {all.length === 0
          ? "To correct a cell, double-click it, or press Enter."
          : `${formatCount(all.length, "correction")}, ${areKept ? "kept in this browser" : "lost with this page"}.`}
      </p>
      {all.length > 0 && (
        <div className={classes["actions"]}>
          <UndoButtons onUndo={undo} onDiscard={discard} />
          <Button
            size="compact-sm"
            leftSection={<IconDownload size={15} />}
            loading={isExporting}
            onClick={download}
          >
            Download corrected CSV
          </Button>
        </div>
      )}
    </div>
  );
}

function save(csv: string, name: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser has taken what it needs once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
