import { Button } from "@mantine/core";
import { useState } from "react";
import type { Finding } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import {
  type ToldFinding,
  toldOnce,
} from "../../../../supabase/functions/_shared/pipelines/spreadsheet/findings/told.ts";
import { listed } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/findings/words.ts";
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
  const told = toldOnce(findings);
  return (
    <>
      <ol className={classes["findings"]}>
        {(isOpen ? told : told.slice(0, FIRST)).map((finding, index) => (
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
      {told.length > FIRST && (
        <Button variant="default" size="compact-sm" onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Show fewer" : `Show ${told.length - FIRST} more`}
        </Button>
      )}
    </>
  );
}

function placeOf({ of, rows }: ToldFinding, namesTable: boolean): string {
  const inRows = rows.length === 0 ? "" : `row${rows.length === 1 ? "" : "s"} ${listed(rows.map(String), 8)}`;
  return [namesTable ? listed(of) : "", inRows].filter(Boolean).join(", ");
}
