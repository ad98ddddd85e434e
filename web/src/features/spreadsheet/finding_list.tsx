import { Button } from "@mantine/core";
import { useState } from "react";
import type { Finding } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import classes from "./result_view.module.css";

const LABELS: Record<Finding["severity"], string> = { problem: "Problem", notice: "Notice", fact: "Fact" };
const FIRST = 8;

/** What a reader should know first. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
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
              {finding.rows.length > 0 && (
                <small className={classes["rows"]}>Rows {finding.rows.slice(0, 8).join(", ")}</small>
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
