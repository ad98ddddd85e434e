import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { DocumentsResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import type { JobWithFiles } from "../../api/jobs.ts";
import { sentenceFor } from "../../api/problem.ts";
import { formatCount } from "../../ui/format.ts";
import { saveFile } from "../../ui/save_file.ts";
import { UndoButtons } from "../../ui/undo_buttons.tsx";
import classes from "./export_bar.module.css";
import { type Change, reviewedResult } from "./review.ts";
import type { SaveState } from "./review_store.ts";
import type { Changes } from "./use_review.ts";

interface ExportBarProps {
  readonly job: JobWithFiles;
  readonly result: DocumentsResult;
  readonly changes: Changes;
}

/** What the reviewer has changed, how to take it back and how to take it away. */
export function ExportBar({ job, result, changes }: ExportBarProps) {
  const { all, state, error, undo, discard } = changes;
  const name = job.title.replace(/\.\w{2,5}$/, "");
  const save = (text: string, ending: string, type: string) =>
    saveFile(`${name}-reviewed.${ending}`, new Blob([text], { type }));
  const saveJson = () => save(JSON.stringify(reviewedResult(result, all), null, 2), "json", "application/json");
  const saveCsv = async () => {
    const { csvOf } = await import("../../../../supabase/functions/_shared/pipelines/documents/csv.ts");
    save(csvOf(reviewedResult(result, all).documents), "csv", "text/csv;charset=utf-8");
  };
  return (
    <div className={classes["bar"]}>
      <p role="status">
        {all.length === 0 ? HINT : `${counted(all)}, ${KEPT[state]}`}
        {error && ` ${sentenceFor(error)}`}
      </p>
      {all.length > 0 && (
        <div className={classes["actions"]}>
          <UndoButtons onUndo={undo} onDiscard={discard} />
          <Button size="compact-sm" variant="default" leftSection={<IconDownload size={15} />} onClick={saveCsv}>
            Reviewed CSV
          </Button>
          <Button size="compact-sm" leftSection={<IconDownload size={15} />} onClick={saveJson}>Reviewed JSON</Button>
        </div>
      )}
    </div>
  );
}

const HINT = "Type over a value to correct it; Enter confirms it and goes on to the next.";

const KEPT: Record<SaveState, string> = {
  loading: "not saved yet.",
  saving: "being saved.",
  saved: "saved.",
  offline: "saved when the connection is back.",
  refused: "not saved.",
};

function counted(changes: readonly Change[]): string {
  const corrections = changes.filter(({ value }) => value !== undefined).length;
  return `${formatCount(corrections, "correction")}, ${formatCount(changes.length - corrections, "confirmation")}`;
}
