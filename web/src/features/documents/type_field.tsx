import { Select } from "@mantine/core";
import type { DocumentResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { formatPercent, formatStage } from "../../ui/format.ts";
import { hasPlace } from "./places.ts";
import { type Change, DOUBTFUL, type Review } from "./review.ts";
import classes from "./type_field.module.css";

interface TypeFieldProps {
  readonly document: DocumentResult;
  readonly review: Review;
  readonly types: readonly string[];
  readonly selected: string | undefined;
  onSelect(id: string): void;
  onChange(change: Omit<Change, "document">): void;
}

const MOST_EVIDENCE = 6;

/** What a document is, how sure that is and which words decided it. */
export function TypeField({ document, review, types, selected, onSelect, onChange }: TypeFieldProps) {
  const { type, confidence, alternatives, evidence } = document;
  const corrected = review.values.get("type");
  const isSure = corrected !== undefined || review.confirmed.has("document") || confidence >= DOUBTFUL;
  const others = alternatives.slice(0, 2).map((each) => `${formatStage(each.type)} ${formatPercent(each.confidence)}`);
  return (
    <section aria-label="Type" className={classes["type"]}>
      <Select
        size="sm"
        label="Type"
        allowDeselect={false}
        searchable={types.length > 10}
        value={typeof corrected === "string" ? corrected : type ?? "other"}
        data={types.map((name) => ({ value: name, label: formatStage(name) }))}
        onChange={(value) => value !== null && onChange({ target: "type", value })}
      />
      <p className={classes["note"]} data-doubtful={!isSure || undefined}>
        {corrected === undefined
          ? [formatPercent(confidence), ...(isSure ? [] : others.map((other) => `or ${other}`))].join(", ")
          : `corrected from ${type === null ? "nothing" : formatStage(type)}`}
      </p>
      {evidence.length > 0 && (
        <ul className={classes["evidence"]} aria-label="What decided it">
          {evidence.slice(0, MOST_EVIDENCE).map((each, i) => (
            <li key={i}>
              <button
                type="button"
                disabled={!hasPlace(each)}
                aria-pressed={selected === `evidence.${i}`}
                onClick={() => onSelect(`evidence.${i}`)}
              >
                {each.text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
