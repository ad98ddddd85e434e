/**
 * The last stage: what was told of each file becomes `result.json` and `documents.csv`.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { Done, Next } from "../pipeline.ts";
import { chunkName, type Cursor, type Outcome, outcomeName } from "./cursor.ts";
import { csvOf, listsCsvOf } from "./csv.ts";
import { addUsage, NOTHING_ASKED } from "./llm/ask.ts";
import type { DocumentsRun } from "./open.ts";
import { readJson, writeJson } from "./parts.ts";
import type { DocumentResult, DocumentsResult, Summary } from "./result.ts";

/** Files whose outcomes are put together in one step. */
const CHUNK = 40;

export async function collect(
  run: DocumentsRun,
  cursor: Cursor & { at: "collect" },
): Promise<Next<Cursor> | Done<Summary>> {
  const { length } = run.files;
  const chunks = Math.ceil(length / CHUNK);
  if (cursor.done < chunks) {
    const files = Array.from(
      { length: Math.min(CHUNK, length - cursor.done * CHUNK) },
      (_, i) => cursor.done * CHUNK + i,
    );
    const outcomes = await Promise.all(files.map((file) => readJson<Outcome>(run, outcomeName(file))));
    await writeJson(run, chunkName(cursor.done), joined(outcomes));
    run.report("writing", 0.8 * (cursor.done + 1) / chunks, "Writing the results");
    return { next: { ...cursor, done: cursor.done + 1 } };
  }
  const outcomes: Outcome[] = [];
  for (let chunk = 0; chunk < chunks; chunk++) outcomes.push(await readJson<Outcome>(run, chunkName(chunk)));
  const { documents, usage } = joined(outcomes);
  complain(documents, length);
  const result: DocumentsResult = {
    task: run.options.task,
    documents: [...documents],
    usage,
  };
  await run.write("result.json", JSON.stringify(result), "application/json");
  await run.write("documents.csv", csvOf(documents), "text/csv; charset=utf-8");
  const lists = listsCsvOf(documents);
  if (lists) await run.write("lists.csv", lists, "text/csv; charset=utf-8");
  run.report("writing", 1, "Ready");
  return { done: summaryOf(result) };
}

export function joined(outcomes: readonly Outcome[]): Outcome {
  return {
    documents: outcomes.flatMap(({ documents }) => documents),
    usage: outcomes.map(({ usage }) => usage).reduce(addUsage, NOTHING_ASKED),
  };
}

/** Fails when no file could be read. */
function complain(documents: readonly DocumentResult[], files: number): void {
  if (documents.some((document) => !document.error)) return;
  const { type, detail } = documents[0]!.error!;
  if (files === 1) throw new JobError(type, detail);
  throw new JobError("nothing_read", `None of the ${files} files could be read. The first: ${detail}`);
}

function summaryOf({ documents, usage }: DocumentsResult): Summary {
  const read = documents.filter((document) => !document.error);
  const by_type: Summary["by_type"] = {};
  for (const { type } of read) if (type) by_type[type] = (by_type[type] ?? 0) + 1;
  const failed = documents.length - read.length;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  return {
    documents: read.length,
    failed,
    by_type,
    ocr: read.filter((document) => document.text_source === "ocr").length,
    llm: read.filter((document) => document.method === "llm").length,
    input_tokens: usage.input_tokens,
    output_tokens: usage.output_tokens,
    cost: usage.cost,
    message: `${count(read.length, "document")} read.${
      failed > 0 ? ` ${count(failed, "file")} could not be read.` : ""
    }`,
  };
}
