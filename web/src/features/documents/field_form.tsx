import { Button } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { DocumentResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import classes from "./field_form.module.css";
import { FieldRow } from "./field_row.tsx";
import { type Change, fieldTarget, type Review } from "./review.ts";

interface FieldFormProps {
  readonly document: DocumentResult;
  readonly review: Review;
  readonly selected: string | undefined;
  /** What was chosen on the page. */
  readonly wanted: string | undefined;
  onSelect(id: string): void;
  onChange(change: Omit<Change, "document">): void;
  onDone(): void;
}

/** The lines of an invoice may be hundreds. */
const MOST_FIELDS = 60;

/** The values that were read out. Each shows its place when it has the keyboard; Enter confirms it and goes on. */
export function FieldForm({ document, review, selected, wanted, onSelect, onChange, onDone }: FieldFormProps) {
  const list = useRef<HTMLUListElement>(null);
  const [isWhole, setIsWhole] = useState(false);
  const fields = Object.entries(document.fields);
  const shown = isWhole || fields.length <= MOST_FIELDS ? fields : fields.slice(0, MOST_FIELDS);
  const isDone = review.confirmed.has("document");
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const inputs = [...list.current!.querySelectorAll("input")];
    const next = inputs[inputs.indexOf(event.target) + 1];
    if (next) next.focus();
    else list.current!.parentElement!.querySelector<HTMLButtonElement>("[data-done]")?.focus();
  };
  return (
    <section aria-label="Fields" className={classes["form"]}>
      <h4>Fields</h4>
      {fields.length === 0 && (
        <p className={classes["none"]}>
          No fields were asked for in a document of this type. Name them in the options, under “Fields”.
        </p>
      )}
      <ul ref={list} onKeyDown={onKeyDown}>
        {shown.map(([name, field]) => (
          <FieldRow
            key={name}
            name={name}
            field={field}
            value={review.values.get(fieldTarget(name))}
            isConfirmed={isDone || review.confirmed.has(fieldTarget(name))}
            isSelected={selected === fieldTarget(name)}
            isWanted={wanted === fieldTarget(name)}
            onSelect={() => onSelect(fieldTarget(name))}
            onChange={(change) => onChange({ target: fieldTarget(name), ...change })}
          />
        ))}
      </ul>
      {shown.length < fields.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setIsWhole(true)}>
          Show all {fields.length} fields
        </Button>
      )}
      {fields.length > 0 && (
        <div className={classes["done"]}>
          <Button
            data-done
            variant={isDone ? "default" : "filled"}
            leftSection={<IconChecks size={16} />}
            disabled={isDone}
            onClick={onDone}
          >
            {isDone ? "All confirmed" : "Confirm all"}
          </Button>
          {isDone && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => onChange({ target: "document", isConfirmed: false })}
            >
              Reopen
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
