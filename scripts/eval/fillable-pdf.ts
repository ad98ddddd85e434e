/**
 * Evaluates `fillable-pdf` on forms whose fields are known, where they are present:
 *
 *     npm run eval -- fillable-pdf [--data FOLDER] [--only NAME] [--out FOLDER] [--scans]
 *
 * Found and gold fields match one to one by falling overlap (IoU at least 0.5) within text, choices and signatures.
 * `--out` keeps the results. With `--scans` each form is a picture of itself at 300 dpi.
 *
 * @module
 */
import { scanOf } from "../../supabase/functions/_shared/documents/ocr/testing.ts";
import { fillablePdf } from "../../supabase/functions/_shared/pipelines/fillable-pdf/index.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { namesIn, nothingMeasured, settingsOf } from "./data.ts";
import { type EvaluatedField, familiesOf, type Family, judge, type Judgement, ratio, sum } from "./fields.ts";
import { keep } from "./keep.ts";

interface Document {
  readonly pages: readonly { readonly page: number; readonly fields: readonly Omit<EvaluatedField, "page">[] }[];
}

interface Result {
  readonly name: string;
  readonly families: ReadonlyMap<Family, Judgement>;
  readonly all: Judgement;
  readonly pages: number;
  readonly longestStep: number;
  readonly milliseconds: number;
}

export async function evaluate(args: readonly string[]): Promise<number> {
  const settings = settingsOf(args, { out: { type: "string" }, scans: { type: "boolean", default: false } });
  const folder = `${settings.data}/forms`;
  const names = await namesIn(folder, ".fields.json", settings.only);
  if (!names) return nothingMeasured(folder);
  const results: Result[] = [];
  for (const name of names) results.push(await evaluateForm(`${folder}/${name}`, name, settings));
  report(results);
  return 0;
}

async function evaluateForm(
  path: string,
  name: string,
  { out, scans }: { readonly out?: string | undefined; readonly scans: boolean },
): Promise<Result> {
  const gold = fieldsOf(JSON.parse(await Deno.readTextFile(`${path}.fields.json`)));
  const original = await Deno.readFile(`${path}.pdf`);
  const data = scans ? await scanOf(original) : original;
  const started = performance.now();
  const run = await runToEnd(fillablePdf, { files: [{ name: `${name}.pdf`, data }] });
  const milliseconds = performance.now() - started;
  if (out) {
    await keep(`${out}/${name}.json`, run.text("fields.json"));
    await keep(`${out}/${name}.pdf`, run.outputs.get("fillable.pdf")!.bytes);
  }
  const families = familiesOf(gold, fieldsOf(JSON.parse(run.text("fields.json"))));
  const judged = new Map([...families].map(([family, [wanted, found]]) => [family, judge(wanted, found)]));
  const pages = Number(run.summary.pages);
  return { name, families: judged, all: sum([...judged.values()]), pages, milliseconds, longestStep: run.longestStep };
}

function fieldsOf(document: Document): EvaluatedField[] {
  return document.pages.flatMap(({ page, fields }) => fields.map((field) => ({ ...field, page })));
}

function report(results: readonly Result[]): void {
  const line = (title: string, { right, gold, found, named, nameable }: Judgement, more = "") =>
    console.log(
      `${title.padEnd(36)} P ${ratio(right, found)}  R ${ratio(right, gold)}  F1 ${ratio(2 * right, gold + found)}` +
        `  gold ${String(gold).padStart(4)}  found ${String(found).padStart(4)}  named ${
          ratio(named, nameable)
        }${more}`,
    );
  const f1 = ({ right, gold, found }: Judgement) => gold + found === 0 ? 1 : 2 * right / (gold + found);
  console.log("By document, worst first");
  for (const result of [...results].sort((a, b) => f1(a.all) - f1(b.all))) {
    const parts = [...result.families].filter(([, { gold, found }]) => gold + found > 0)
      .map(([family, judged]) => `${family} ${f1(judged).toFixed(2)}`);
    line(result.name, result.all, `  ${parts.join(", ")}; ${(result.milliseconds / result.pages).toFixed(0)} ms/page`);
  }
  console.log("\nBy type");
  for (const family of ["text", "choice", "signature"] as const) {
    line(family, sum(results.map((result) => result.families.get(family)!)));
  }
  line("all", sum(results.map((result) => result.all)));
  const mean = results.reduce((total, result) => total + f1(result.all), 0) / Math.max(1, results.length);
  console.log(
    `\nMean F1 of documents ${mean.toFixed(3)}, longest step ${
      Math.max(
        0,
        ...results.map((result) => result.longestStep),
      ).toFixed(0)
    } ms`,
  );
}
