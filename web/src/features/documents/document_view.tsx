import { useEffect, useMemo, useRef, useState } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { DocumentResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { ErrorNote } from "../../ui/error_note.tsx";
import { formatCount, formatStage } from "../../ui/format.ts";
import classes from "./document_view.module.css";
import { FieldForm } from "./field_form.tsx";
import { Findings } from "./findings.tsx";
import { fieldPlaces, otherPlaces } from "./places.ts";
import { keyOf, reviewOf } from "./review.ts";
import { SourcePanel } from "./source_panel.tsx";
import { TypeField } from "./type_field.tsx";
import type { Changes } from "./use_review.ts";

interface DocumentViewProps {
  readonly document: DocumentResult;
  /** What was uploaded; undefined once it is gone. */
  readonly file: JobFile | undefined;
  /** The text of a document without pages. */
  readonly textFile: JobFile | undefined;
  readonly task: "classify" | "analyze";
  readonly types: readonly string[];
  readonly changes: Changes;
  /** The first value in doubt has the keyboard. */
  readonly takesKeyboard: boolean;
  /** All of it is right. */
  onDone(): void;
}

/** A document beside what was found in it. Whatever is chosen on one side is shown on the other. */
export function DocumentView(
  { document, file, textFile, task, types, changes, takesKeyboard, onDone }: DocumentViewProps,
) {
  const [selected, setSelected] = useState<string>();
  /** The same, when it was chosen on the page. */
  const [wanted, setWanted] = useState<string>();
  const select = (id: string | undefined, isFromPage = false) => {
    setSelected(id);
    setWanted(isFromPage ? id : undefined);
  };
  const key = keyOf(document);
  const review = useMemo(() => reviewOf(changes.all, key), [changes.all, key]);
  const fields = useMemo(() => fieldPlaces(document, review), [document, review]);
  const others = useMemo(() => otherPlaces(document), [document]);
  const places = useMemo(() => [...fields, ...others.filter(({ id }) => id === selected)], [fields, others, selected]);
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesKeyboard) goTo(article.current);
  }, []);
  if (document.error) {
    return <ErrorNote title={`${document.file} could not be read`} error={document.error.detail} />;
  }
  return (
    <article ref={article} aria-label={document.file} className={classes["document"]}>
      <header className={classes["header"]}>
        <h3>{document.file}</h3>
        <p>{describe(document)}</p>
        {document.warnings.map((warning) => <p key={warning} className={classes["warning"]}>{warning}</p>)}
      </header>
      <div className={classes["split"]}>
        <div className={classes["source"]}>
          <SourcePanel
            file={file}
            textFile={textFile}
            firstPage={document.pages?.[0] ?? 1}
            places={places}
            selected={selected}
            onSelect={(id) => select(id, true)}
          />
        </div>
        <div className={classes["fields"]}>
          <TypeField
            document={document}
            review={review}
            types={types}
            selected={selected}
            onSelect={select}
            onChange={(change) => changes.add({ document: key, ...change })}
          />
          {task === "analyze" && (
            <FieldForm
              document={document}
              review={review}
              selected={selected}
              wanted={wanted}
              onSelect={select}
              onChange={(change) => changes.add({ document: key, ...change })}
              onDone={onDone}
            />
          )}
          <Findings document={document} selected={selected} onSelect={select} />
        </div>
      </div>
    </article>
  );
}

function goTo(article: HTMLElement | null): void {
  article?.scrollIntoView({ block: "start" });
  // A finger would get a keyboard over half of the screen that nobody asked for.
  if (matchMedia("(pointer: coarse)").matches) return;
  const field = article?.querySelector<HTMLElement>('[data-level="low"]')?.closest("[data-testid='field']") ??
    article?.querySelector("[data-testid='field']");
  field?.querySelector("input")?.focus();
}

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language" });

const METHODS: Record<DocumentResult["method"], string> = {
  llm: "understood by a language model",
  offline: "understood by rules",
  xml: "with its data as an e-invoice",
};

function describe({ pages, language, text_source, method }: DocumentResult): string {
  const count = pages ? pages[1] - pages[0] + 1 : 0;
  return [
    count > 0 ? formatCount(count, "page") : "",
    language ? LANGUAGES.of(language) ?? language : "",
    text_source === "ocr" ? "read by text recognition" : "",
    METHODS[method],
  ].filter((part) => part !== "").map((part, i) => i === 0 ? formatStage(part) : part).join(", ");
}
