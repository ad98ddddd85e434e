import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from "react";
import type { DocumentResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { formatPercent, formatStage } from "../../ui/format.ts";
import { showInList } from "../../ui/show_in_list.ts";
import classes from "./document_list.module.css";
import { type Entry, EVERYTHING, listed } from "./listing.ts";
import { ListingBar } from "./listing_bar.tsx";
import { type Change, keyOf, reviewOf, type State } from "./review.ts";

interface DocumentListProps {
  readonly documents: readonly DocumentResult[];
  readonly states: readonly State[];
  readonly changes: readonly Change[];
  readonly chosen: number;
  onChoose(index: number): void;
}

/** Every document of a job on a line. One document needs no list. */
export function DocumentList({ documents, states, changes, chosen, onChoose }: DocumentListProps) {
  const [listing, setListing] = useState(EVERYTHING);
  const list = useRef<HTMLUListElement>(null);
  const entries = useMemo(() => entriesOf(documents, states, changes), [documents, states, changes]);
  const shown = useMemo(() => listed(entries, listing), [entries, listing]);
  const choose = useLatest(onChoose);

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
      <ListingBar entries={entries} shown={shown.length} listing={listing} onChange={setListing} />
      <ul ref={list} className={classes["list"]} onKeyDown={onKeyDown}>
        {shown.map((index) => {
          const { document, state, type, isCorrected } = entries[index]!;
          return (
            <Row
              key={keyOf(document)}
              index={index}
              document={document}
              state={state}
              type={type}
              isCorrected={isCorrected}
              isChosen={index === chosen}
              choose={choose}
            />
          );
        })}
        {shown.length === 0 && <li className={classes["none"]}>None.</li>}
      </ul>
    </section>
  );
}

interface ListedEntry extends Entry {
  /** Whether the type is what the reviewer says. */
  readonly isCorrected: boolean;
}

function entriesOf(
  documents: readonly DocumentResult[],
  states: readonly State[],
  changes: readonly Change[],
): ListedEntry[] {
  return documents.map((document, index) => {
    const corrected = reviewOf(changes, keyOf(document)).values.get("type");
    const isCorrected = typeof corrected === "string";
    return { document, state: states[index]!, type: isCorrected ? corrected : document.type, isCorrected };
  });
}

/** The same function at every turn, which does what the latest one does. */
function useLatest(callback: (index: number) => void): (index: number) => void {
  const latest = useRef(callback);
  latest.current = callback;
  return useRef((index: number) => latest.current(index)).current;
}

const STATE_LABEL: Record<State, string> = {
  failed: "Not read",
  confirmed: "Confirmed",
  check: "To check",
  fine: "",
};

interface RowProps extends ListedEntry {
  readonly index: number;
  readonly isChosen: boolean;
  readonly choose: (index: number) => void;
}

/** Drawn anew only when it changes: there may be hundreds. */
const Row = memo(function Row({ index, document, state, type, isCorrected, isChosen, choose }: RowProps) {
  const { file, pages, error, confidence } = document;
  return (
    <li>
      <button
        type="button"
        className={classes["row"]}
        data-state={state}
        data-testid="document"
        aria-current={isChosen}
        onClick={() => choose(index)}
      >
        <span className={classes["mark"]} aria-hidden="true" />
        <span className={classes["file"]}>
          {file}
          {pages && pages[0] > 1 && <span className={classes["pages"]}>from page {pages[0]}</span>}
        </span>
        {error ? <span className={classes["error"]}>{error.detail}</span> : (
          <>
            <span className={classes["type"]}>{type === null ? "Unknown" : formatStage(type)}</span>
            <span className={classes["share"]}>{isCorrected ? "corrected" : formatPercent(confidence)}</span>
          </>
        )}
        <span className={classes["state"]}>{STATE_LABEL[state]}</span>
      </button>
    </li>
  );
});
