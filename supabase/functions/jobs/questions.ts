/**
 * A worksheet's questions as they are now, in order: a page of them as JSON with links to their pictures, or all as CSV.
 *
 * @module
 */
import type { z } from "zod";
import { JobError } from "../_shared/jobs/errors.ts";
import { type ListQuestions, Question, type QuestionPage } from "../_shared/pipelines/questions/api.ts";
import { csvOf, type Told } from "../_shared/pipelines/questions/outputs.ts";
import { getConfig } from "../_shared/platform/config.ts";
import type { Caller } from "./caller.ts";
import { findJob } from "./read.ts";

/** Seven days. */
const LINK_SECONDS = 604_800;
/** As many as the database gives at once. */
const MOST_ROWS = 1000;

type Row = Question & { crop_path: string | null };
type Query = z.output<typeof ListQuestions>;

export async function listQuestions(caller: Caller, id: string, query: Query): Promise<z.output<typeof QuestionPage>> {
  await findWorksheet(caller, id);
  const rows = await select(caller, id, query, query.limit + 1, (query.page - 1) * query.limit);
  const shown = rows.slice(0, query.limit);
  const paths = shown.flatMap(({ crop_path }) => crop_path ?? []);
  const links = await caller.store.signAll("extractions", paths, LINK_SECONDS);
  const linkOf = new Map(paths.map((path, i) => [path, links[i]]));
  const { publicUrl } = getConfig();
  return {
    data: shown.map(({ crop_path, ...question }) => {
      const link = crop_path === null ? null : linkOf.get(crop_path);
      return { ...question, crop_url: link ? publicUrl + link : null };
    }),
    page: query.page,
    has_next_page: rows.length > query.limit,
  };
}

export async function questionsCsv(caller: Caller, id: string, query: Query): Promise<string> {
  await findWorksheet(caller, id);
  const all: Row[] = [];
  for (let more = true; more;) {
    const rows = await select(caller, id, query, MOST_ROWS, all.length);
    all.push(...rows);
    more = rows.length === MOST_ROWS;
  }
  return csvOf(all as unknown as Told[]);
}

async function findWorksheet(caller: Caller, id: string): Promise<void> {
  const { kind } = await findJob(caller, id);
  if (kind !== "questions") throw new JobError("not_found", "Only a worksheet has questions.");
}

function select(caller: Caller, id: string, { status }: Query, limit: number, offset: number): Promise<Row[]> {
  return caller.rest.select<Row>("questions", {
    select: [...Object.keys(Question.shape), "crop_path"].join(","),
    job_id: `eq.${id}`,
    order: "position.asc,id.asc",
    limit: String(limit),
    offset: String(offset),
    ...(status && { status: `eq.${status}` }),
  });
}
