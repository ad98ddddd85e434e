/**
 * Makes flat forms fillable: what a page costs, whether memory stays flat, how long forms and large files go through the
 * whole system within hosted limits, and writing the fields beside pdf-lib's own way of doing it.
 *
 * No package of npm or Debian finds the fields of a flat form, so there is nothing to put the finding beside.
 *
 * @module
 */
import { PDFDocument } from "@cantoo/pdf-lib";
import { scanOf } from "../../supabase/functions/_shared/documents/ocr/testing.ts";
import type { PageFields } from "../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import { fillablePdf } from "../../supabase/functions/_shared/pipelines/fillable-pdf/index.ts";
import { FormWriter, openForWriting } from "../../supabase/functions/_shared/pipelines/fillable-pdf/write/document.ts";
import { saved } from "../../supabase/functions/_shared/pipelines/fillable-pdf/write/save.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { flatForm } from "../samples/form.ts";
import type { Bench } from "./bench.ts";
import { canMeasure, measure } from "./process_cost.ts";
import { figure, median, table } from "./statistics.ts";
import { runWithinLimits } from "./within_limits.ts";

const PAGES = [1, 10, 100, 250];
const LONG = 100;
/** The longest may have so many fields on each page that together they are as many as are written. */
const LENGTHS = [100, 300, 1_000], SHORT_ROWS = 6;
/** More would take pdf-lib's form API minutes: its time grows with the square of the fields. */
const WRITTEN = 10;
/** The largest that is taken, a picture on one page. */
const LARGE = 50 * 1024 * 1024 - 200_000;
const SCANNED = 2;
const ROUNDS = 3;

export const bench: Bench = async ({ say }) => {
  if (await canMeasure()) await byPages(say);
  else say("There is no program that tells memory and CPU: what a page costs was not measured.");
  say("");
  await writing(say);
  const options = { pages: LONG };
  const long = { kind: "fillable-pdf", files: [{ name: "form.pdf", content: await flatForm(options) }] } as const;
  say("");
  await runWithinLimits(`${LONG} pages, through the whole system`, long, say);
  say("");
  await byLength(say);
  const content = await flatForm({ pages: 2, pictureBytes: LARGE });
  say("");
  await runWithinLimits("2 pages, 50 MB", { kind: "fillable-pdf", files: [{ name: "large.pdf", content }] }, say);
  const scan = await scanOf(await flatForm({ pages: SCANNED }));
  say("");
  const job = { kind: "fillable-pdf", files: [{ name: "scan.pdf", content: scan }] } as const;
  await runWithinLimits(`${SCANNED} scanned pages at 300 dpi`, job, say);
};

/** Through the whole system: what a function needs must not grow with the document. */
async function byLength(say: (text: string) => void): Promise<void> {
  const rows: string[][] = [];
  for (const pages of LENGTHS) {
    const content = await flatForm({ pages, rows: SHORT_ROWS });
    const job = { kind: "fillable-pdf", files: [{ name: "form.pdf", content }] } as const;
    const { status, seconds, invocations, isolates, peakMemoryMb, highestCpuMs } = await runWithinLimits(
      `${pages} pages`,
      job,
      () => {},
    );
    const counts = [invocations, isolates].map(String),
      [s, cpu, peak] = [seconds, highestCpuMs, peakMemoryMb].map(figure);
    rows.push([`${pages}`, status, s!, ...counts, cpu!, peak!]);
  }
  say("Forms of different lengths through the whole system, hosted limits enforced; the highest of each.\n");
  say(table(["pages", "outcome", "s", "invocations", "isolates", "CPU of an invocation, ms", "peak MiB"], rows));
}

/** The pipeline in a process of its own, without the system around it. */
async function byPages(say: (text: string) => void): Promise<void> {
  say(
    `The pipeline alone, in one process, start included; median of ${ROUNDS} rounds. It holds in memory what goes to Storage otherwise.\n`,
  );
  const rows: string[][] = [];
  for (const pages of PAGES) {
    const costs = [];
    for (let round = 0; round < ROUNDS; round++) {
      costs.push(await measure([Deno.execPath(), "run", "--quiet", "--allow-all", import.meta.url, String(pages)]));
    }
    const cpu = median(costs.map((cost) => cost.cpuSeconds)), peak = median(costs.map((cost) => cost.peakMb));
    const { fields, longestStep } = JSON.parse(costs[0]!.output);
    rows.push([`${pages}`, String(fields), ...[1000 * cpu / pages, cpu, longestStep, peak].map(figure)]);
  }
  say(table(["pages", "fields", "CPU ms/page", "CPU s", "longest step ms", "peak MB"], rows));
}

/** The same fields on the same pages, by dictionaries and by pdf-lib's form API. */
async function writing(say: (text: string) => void): Promise<void> {
  const data = await flatForm({ pages: WRITTEN });
  const run = await runToEnd(fillablePdf, { files: [{ name: "form.pdf", data }] });
  const { pages } = JSON.parse(run.text("fields.json")) as { pages: PageFields[] };
  const whole = pages.map((page) => ({ ...page, turns: page.turns ?? 0 }));
  const ours = async () => {
    const options = { keepExisting: false, multiline: false, signatureFields: false };
    const document = await openForWriting(data, "");
    const writer = new FormWriter(document, options);
    const made = [...whole.flatMap((page) => writer.add(page)), ...writer.finish()];
    for (const [ref, object] of made) document.context.assign(ref, object);
    return await saved(document);
  };
  const theirs = async () => {
    const document = await PDFDocument.load(data);
    const form = document.getForm();
    for (const { page, fields } of whole) {
      for (const { type, name, rect: [x, y, x1, y1] } of fields) {
        const place = { x, y, width: x1 - x, height: y1 - y, borderWidth: 0 };
        if (type === "checkbox") form.createCheckBox(name).addToPage(document.getPage(page - 1), place);
        else form.createTextField(name).addToPage(document.getPage(page - 1), place);
      }
    }
    return await document.save();
  };
  const rows: string[][] = [];
  for (const [name, write] of [["fillable-pdf", ours], ["pdf-lib's form API", theirs]] as const) {
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      bytes = (await write()).length;
      times.push(performance.now() - started);
    }
    rows.push([name, figure(median(times)), figure(bytes / 1024)]);
  }
  say(
    `Writing the ${
      pages.flatMap((page) => page.fields).length
    } fields of ${WRITTEN} pages; median of ${ROUNDS} rounds.\n`,
  );
  say(table(["way", "ms", "kB"], rows));
}

if (import.meta.main) {
  const data = await flatForm({ pages: Number(Deno.args[0]) });
  const { summary, longestStep } = await runToEnd(fillablePdf, { files: [{ name: "form.pdf", data }] });
  console.log(JSON.stringify({ fields: summary["fields"], longestStep }));
}
