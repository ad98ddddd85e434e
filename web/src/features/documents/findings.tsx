import type {
  DocumentResult,
  Place,
  Scalar,
} from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import classes from "./findings.module.css";
import { hasPlace, nameOfField } from "./places.ts";

interface FindingsProps {
  readonly document: DocumentResult;
  readonly selected: string | undefined;
  onSelect(id: string): void;
}

interface Mention extends Place {
  readonly value: Scalar;
  readonly text: string | null;
  readonly kind?: string;
  readonly currency?: string | null;
}

const MOST_SHOWN = 12;

/** What a document says beside its fields: a summary, and whatever dates, amounts, parties and numbers it mentions. */
export function Findings({ document, selected, onSelect }: FindingsProps) {
  const { summary, mentions } = document;
  const groups: [string, string, readonly Mention[]][] = [
    ["parties", "Parties", mentions.parties],
    ["dates", "Dates", mentions.dates],
    ["amounts", "Amounts", mentions.amounts],
    ["identifiers", "Numbers and identifiers", mentions.identifiers],
  ];
  const found = groups.filter(([, , all]) => all.length > 0);
  if (summary === null && found.length === 0) return null;
  return (
    <section aria-label="Also found" className={classes["findings"]}>
      {summary !== null && (
        <>
          <h4>Summary</h4>
          <p>{summary}</p>
        </>
      )}
      {found.map(([kind, title, all]) => (
        <details key={kind} open={all.length <= 4}>
          <summary>
            {title} <span>{all.length}</span>
          </summary>
          <ul>
            {all.slice(0, MOST_SHOWN).map((mention, i) => (
              <li key={i}>
                <button
                  type="button"
                  disabled={!hasPlace(mention)}
                  aria-pressed={selected === `${kind}.${i}`}
                  onClick={() => onSelect(`${kind}.${i}`)}
                >
                  {String(mention.value ?? mention.text ?? "")}
                  {mention.currency && ` ${mention.currency}`}
                </button>
                {mention.kind && <span>{nameOfField(mention.kind)}</span>}
              </li>
            ))}
            {all.length > MOST_SHOWN && (
              <li className={classes["more"]}>{all.length - MOST_SHOWN} more in result.json</li>
            )}
          </ul>
        </details>
      ))}
    </section>
  );
}
