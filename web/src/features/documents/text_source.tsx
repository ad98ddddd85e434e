import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useBackend } from "../../api/backend.ts";
import { ErrorNote } from "../../ui/error_note.tsx";
import { showInList } from "../../ui/show_in_list.ts";
import { piecesOf } from "./highlights.ts";
import { Loading, type SourceProps } from "./source_panel.tsx";
import classes from "./text_source.module.css";

/** The text of a document that has no pages. */
export function TextSource({ file, places, selected, onSelect }: SourceProps) {
  const { jobs } = useBackend();
  const text = useQuery({
    queryKey: ["text", file.id],
    structuralSharing: false,
    queryFn: async ({ signal }) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(await jobs.read(file, signal)),
  });
  const pieces = useMemo(() => piecesOf(text.data ?? "", places, selected), [text.data, places, selected]);
  const scroller = useRef<HTMLPreElement>(null);
  useEffect(() => {
    showInList(scroller.current, scroller.current?.querySelector<HTMLElement>('[aria-pressed="true"]'));
  }, [selected, text.data]);
  if (text.isError) return <ErrorNote title="Cannot show the text" error={text.error} onRetry={() => text.refetch()} />;
  if (text.data === undefined) return <Loading />;
  return (
    <pre ref={scroller} role="region" aria-label="Text" tabIndex={0} className={classes["text"]}>
      {pieces.map(({ text, placed }, i) =>
        placed
          ? (
            <button
              key={placed.id}
              type="button"
              className={classes["found"]}
              data-box={placed.id}
              data-tone={placed.tone}
              aria-label={`${placed.label}: ${text}`}
              aria-pressed={placed.id === selected}
              onClick={() => onSelect(placed.id)}
            >
              {text}
            </button>
          )
          : <span key={`at ${i}`}>{text}</span>
      )}
    </pre>
  );
}
