import { SegmentedControl } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { DocumentResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { formatCount, formatPercent, formatStage } from "../../ui/format.ts";
import { showInList } from "../../ui/show_in_list.ts";
import classes from "./document_list.module.css";
import { type Change, keyOf, reviewOf, type State } from "./review.ts";

interface DocumentListProps {
  readonly documents: readonly DocumentResult[];
  readonly states: readonly State[];
  readonly changes: readonly Change[];
  readonly chosen: number;
  onChoose(index: number): void;
}

const FILTERS: readonly { readonly value: State | "all"; readonly label: string }[] = [
  { value: "all", label: "All" },
  { value: "check", label: "To check" },
  { value: "confirmed", label: "Confirmed" },
  { value: "failed", label: "Not read" },
];

/** Every document of a job on a line. One document needs no list. */
export function DocumentList({ documents, states, changes, chosen, onChoose }: DocumentListProps) {
  const [filter, setFilter] = useState<State | "all">("all");
  const list = useRef<HTMLUListElement>(null);
  const counts = (state: State | "all") =>
    state === "all" ? states.length : states.filter((each) => each === state).length;
  const filters = FILTERS.filter(({ value }) => value === "all" || value === filter || counts(value) > 0);
  const shown = documents.map((_, index) => index).filter((index) => filter === "all" || states[index] === filter);

  useEffect(() => {
    showInList(list.current, list.current?.querySelector<HTMLElement>('[aria-current="true"]'));
  }, [chosen]);
  if (documents.length < 2) return null;

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const next = buttons[buttons.indexOf(event.target as HTMLButtonElement) + by];
    next?.focus();
    next?.click();
  };
  return (
    <section aria-label="Documents" className={classes["documents"]}>
      <div className={classes["bar"]}>
        <p>{formatCount(documents.length, "document")}</p>
        {filters.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Which documents to list"
            value={filter}
            onChange={(value) => setFilter(value as State | "all")}
            data={filters.map(({ value, label }) => ({ value, label: `${label} ${counts(value)}` }))}
          />
        )}
      </div>
      <ul ref={list} className={classes["list"]} onKeyDown={onKeyDown}>
        {shown.map((index) => (
          <li key={keyOf(documents[index]!)}>
            <Row
              document={documents[index]!}
              state={states[index]!}
              type={reviewOf(changes, keyOf(documents[index]!)).values.get("type")}
              isChosen={index === chosen}
              onChoose={() => onChoose(index)}
            />
          </li>
        ))}
        {shown.length === 0 && <li className={classes["none"]}>None.</li>}
      </ul>
    </section>
  );
}

const STATE_LABEL: Record<State, string> = {
  failed: "Not read",
  confirmed: "Confirmed",
  check: "To check",
  fine: "",
};

interface RowProps {
  readonly document: DocumentResult;
  readonly state: State;
  /** What the reviewer says it is. */
  readonly type: unknown;
  readonly isChosen: boolean;
  onChoose(): void;
}

function Row({ document, state, type, isChosen, onChoose }: RowProps) {
  const { file, pages, error, confidence } = document;
  const name = type ?? document.type;
  return (
    <button
      type="button"
      className={classes["row"]}
      data-state={state}
      data-testid="document"
      aria-current={isChosen}
      onClick={onChoose}
    >
      <span className={classes["mark"]} aria-hidden="true" />
      <span className={classes["file"]}>
        {file}
        {pages && pages[0] > 1 && <span className={classes["pages"]}>from page {pages[0]}</span>}
      </span>
      {error ? <span className={classes["error"]}>{error.detail}</span> : (
        <>
          <span className={classes["type"]}>{typeof name === "string" ? formatStage(name) : "Unknown"}</span>
          <span className={classes["share"]}>
            {typeof type === "string" ? "corrected" : formatPercent(confidence)}
          </span>
        </>
      )}
      <span className={classes["state"]}>{STATE_LABEL[state]}</span>
    </button>
  );
}
