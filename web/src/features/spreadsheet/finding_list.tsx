import { Button } from "@mantine/core";
import { useState } from "react";
import type { Finding } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import classes from "./result_view.module.css";

const LABELS: Record<Finding["severity"], string> = { problem: "Problem", notice: "Notice", fact: "Fact" };
const FIRST = 8;

interface FindingListProps {
  readonly findings: readonly Finding[];
  /** Whether to say which table a finding is about. */
  readonly namesTable: boolean;
}

/** What a reader should know first. */
export function FindingList({ findings, namesTable }: FindingListProps) {
  const [isOpen, setOpen] = useState(false);
  if (findings.length === 0) {
    return <p className={classes["none"]}>Nothing stands out: the columns are whole and regular.</p>;
  }
  return (
    <>
      <ol className={classes["findings"]}>
        {(isOpen ? findings : findings.slice(0, FIRST)).map((finding, index) => (
          <li key={index}>
            <span className={classes["mark"]} data-severity={finding.severity}>{LABELS[finding.severity]}</span>
            <span>
              {finding.text}
              {(namesTable || finding.rows.length > 0) && (
                <small className={classes["rows"]}>{placeOf(finding, namesTable)}</small>
              )}
            </span>
          </li>
        ))}
      </ol>
      {findings.length > FIRST && (
        <Button variant="default" size="compact-sm" onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Show fewer" : `Show all ${findings.length} findings`}
        </Button>
      )}
    </>
  );
}

function placeOf({ sheet, rows }: Finding, namesTable: boolean): string {
  const inRows = rows.length === 0 ? "" : `row${rows.length === 1 ? "" : "s"} ${rows.slice(0, 8).join(", ")}`;
  return [namesTable ? sheet : "", inRows].filter(Boolean).join(", ");
}
