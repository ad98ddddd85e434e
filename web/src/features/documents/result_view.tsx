import { Skeleton } from "@mantine/core";
import { useMemo, useState } from "react";
import type { DocumentsResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import type { JobWithFiles } from "../../api/jobs.ts";
import { ErrorNote } from "../../ui/error_note.tsx";
import type { ResultViewProps } from "../kinds.ts";
import { DocumentList } from "./document_list.tsx";
import { DocumentView } from "./document_view.tsx";
import { ExportBar } from "./export_bar.tsx";
import classes from "./result_view.module.css";
import { keyOf, reviewOf, stateOf } from "./review.ts";
import { UsageLine } from "./usage_line.tsx";
import { useResult } from "./use_result.ts";
import { useReview } from "./use_review.ts";

/** The documents of a job: what each is and says, to be checked against its pages. */
export function ResultView({ job }: ResultViewProps) {
  const result = useResult(job.files.find((file) => file.role === "output" && file.name === "result.json"));
  if (result.isError) {
    return <ErrorNote title="Cannot show the documents" error={result.error} onRetry={() => result.refetch()} />;
  }
  if (!result.data) return <Skeleton height={320} radius={4} role="status" aria-label="Loading the documents" />;
  return <Documents job={job} result={result.data} />;
}

function Documents({ job, result }: { job: JobWithFiles; result: DocumentsResult }) {
  const changes = useReview(job.id);
  const { documents } = result;
  const states = useMemo(
    () => documents.map((each) => stateOf(each, reviewOf(changes.all, keyOf(each)))),
    [documents, changes.all],
  );
  const [chosen, setChosen] = useState(() => Math.max(0, states.findIndex((state) => state !== "failed")));
  /** Whoever has confirmed a document goes on with the next one, by the keyboard too. */
  const [goesOn, setGoesOn] = useState(false);
  const choose = (index: number, goesOn = false) => {
    setChosen(index);
    setGoesOn(goesOn);
  };
  const document = documents[chosen];
  if (!document) return <p className={classes["none"]}>There is no document in this job.</p>;
  const key = keyOf(document);
  const file = job.files.find(({ id }) => id === document.file_id);
  const nextToCheck = (from: number) => {
    const after = states.findIndex((state, index) => index > from && state === "check");
    return after >= 0 ? after : states.findIndex((state, index) => index !== from && state === "check");
  };
  return (
    <>
      <DocumentList
        documents={documents}
        states={states}
        changes={changes.all}
        chosen={chosen}
        onChoose={choose}
      />
      <UsageLine usage={result.usage} />
      <ExportBar job={job} result={result} changes={changes} />
      <DocumentView
        key={key}
        document={document}
        file={file}
        textFile={job.files.find(({ role, name }) => role === "output" && name === document.text_file)}
        task={result.task}
        types={typesOf(job, result)}
        changes={changes}
        takesKeyboard={goesOn}
        onDone={() => {
          changes.add({ document: key, target: "document", isConfirmed: true });
          const next = nextToCheck(chosen);
          if (next >= 0) choose(next, true);
        }}
      />
    </>
  );
}

/** What a document can be corrected to: what was asked for, or what was found in this job. */
function typesOf(job: JobWithFiles, { documents }: DocumentsResult): string[] {
  const asked = job.options["types"];
  const wanted = Array.isArray(asked) ? asked.flatMap((type) => typeof type?.name === "string" ? [type.name] : []) : [];
  const found = documents.flatMap(({ type, alternatives }) => [
    ...(type === null ? [] : [type]),
    ...alternatives.map((each) => each.type),
  ]);
  return [...new Set([...(wanted.length > 0 ? wanted : BUILT_IN), ...found, "other"])];
}

const BUILT_IN = ["invoice", "receipt", "letter", "contract", "bank_statement", "resume", "form"];
