import type { JobKind } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { ALL_KINDS } from "../kinds.ts";
import classes from "./kind_choice.module.css";

interface KindChoiceProps {
  readonly value: JobKind;
  onChange(kind: JobKind): void;
}

/** What is to be done with the files that come next. */
export function KindChoice({ value, onChange }: KindChoiceProps) {
  if (ALL_KINDS.length === 1) return null;
  return (
    <fieldset className={classes["kinds"]}>
      <legend className="visually-hidden">What to do with the files</legend>
      {ALL_KINDS.map(({ kind, label }) => (
        <label key={kind} className={classes["kind"]}>
          <input
            type="radio"
            name="kind"
            className="visually-hidden"
            checked={kind === value}
            onChange={() => onChange(kind)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
