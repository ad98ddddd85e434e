/**
 * Evaluates `documents` on documents whose type and fields are known, where they are present:
 *
 *     npm run eval -- documents [--data FOLDER] [--only NAME] [--out FOLDER] [--skip-images]
 *
 * Types are compared as labelled; `other` may be answered with any type that is none of the labels. Fields of invoices and
 * receipts are right when they are equal after normalising (numbers, dates; names without case, punctuation and legal
 * form). Calibration: how often answers were right, by how sure they were. `--out` keeps `doctypes.csv` and
 * `invoices/NAME.json`.
 *
 * @module
 */
import { sniff, SNIFF_BYTES } from "../../supabase/functions/_shared/documents/sniff.ts";
import { documents } from "../../supabase/functions/_shared/pipelines/documents/index.ts";
import type { DocumentResult } from "../../supabase/functions/_shared/pipelines/documents/result.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { Calibration } from "./calibration.ts";
import { Confusion } from "./confusion.ts";
import { namesIn, nothingMeasured, settingsOf } from "./data.ts";
import { FieldScores, type Gold } from "./field_values.ts";
import { keep } from "./keep.ts";

interface Settings {
  readonly data: string;
  readonly only: string;
  readonly out: string | undefined;
  readonly images: boolean;
}

export async function evaluate(args: readonly string[]): Promise<number> {
  const { "skip-images": skipImages, data, only, out } = settingsOf(args, {
    out: { type: "string" },
    "skip-images": { type: "boolean", default: false },
  });
  const settings = { data, only, out, images: !skipImages };
  const labels = await labelled(data);
  if (!labels) return nothingMeasured(`${data}/doctypes`);
  const reader = new Reader(settings);
  await evaluateTypes(labels, settings, reader);
  await evaluateInvoices(settings, reader);
  console.log(`\nLongest step ${reader.longestStep.toFixed(0)} ms`);
  return 0;
}

interface Labelled {
  readonly file: string;
  readonly label: string;
  readonly isImage: boolean;
}

async function labelled(data: string): Promise<Labelled[] | undefined> {
  try {
    const [, ...lines] = (await Deno.readTextFile(`${data}/doctypes/labels.csv`)).trim().split("\n");
    return lines.map((line) => {
      const [file = "", label = ""] = line.split(",");
      return { file, label, isImage: line.includes("image-only") };
    });
  } catch {
    return undefined;
  }
}

/** Reads each file once. */
class Reader {
  readonly #known = new Map<string, DocumentResult>();
  longestStep = 0;

  constructor(private readonly settings: Settings) {}

  async read(file: string): Promise<DocumentResult> {
    const known = this.#known.get(file);
    if (known) return known;
    const data = await Deno.readFile(`${this.settings.data}/${file}`);
    const mediaType = await sniff(data.subarray(0, SNIFF_BYTES));
    const result = await runToEnd(documents, {
      files: [{ name: file.split("/").at(-1)!, data, mediaType }],
      options: { llm: "off" },
    }).then((run) => {
      this.longestStep = Math.max(this.longestStep, run.longestStep);
      return JSON.parse(run.text("result.json")).documents[0] as DocumentResult;
    }, (error: Error) => failedResult(file, error));
    this.#known.set(file, result);
    return result;
  }
}

function failedResult(file: string, error: Error): DocumentResult {
  console.log(`  ${file}: ${error.message}`);
  return {
    type: null,
    confidence: 0,
    fields: {},
    error: { type: "failed", detail: error.message },
  } as unknown as DocumentResult;
}

async function evaluateTypes(labels: readonly Labelled[], settings: Settings, reader: Reader): Promise<void> {
  const all = new Confusion(labels.map(({ label }) => label)), images = new Confusion(labels.map(({ label }) => label));
  const calibration = new Calibration(), receipts = new FieldScores();
  const gold = JSON.parse(await Deno.readTextFile(`${settings.data}/doctypes/receipts.gold.json`)) as Record<
    string,
    Gold
  >;
  const lines = ["file,label"];
  console.log("Types: what was taken for something else");
  for (const { file, label, isImage } of labels) {
    if (!file.includes(settings.only) || isImage && !settings.images) continue;
    const { type, confidence, alternatives, fields } = await reader.read(file);
    const right = all.add(label, type ?? "");
    if (isImage) images.add(label, type ?? "");
    calibration.add(confidence, right);
    lines.push(`${file},${type}`);
    if (!right) {
      const others = alternatives?.slice(0, 2).map((each) => `${each.type} ${each.confidence.toFixed(2)}`).join(", ");
      console.log(`  ${label.padEnd(17)} ${String(type).padEnd(17)} ${confidence.toFixed(2)}  ${file}  (${others})`);
    }
    const wanted = gold[file];
    if (wanted) {
      receipts.add(file, { ...wanted, shown: ["company", "date", "address", "total"] }, {
        ...fields,
        company: fields["merchant"],
      });
    }
  }
  console.log(`\nTypes, worst first\n${all.table()}`);
  console.log(`\nPictures only: ${images.accuracy()}`);
  console.log(`\nHow sure against how right, types\n${calibration.table()}`);
  console.log(`\nReceipts' fields, worst first\n${receipts.table()}`);
  if (settings.out) await keep(`${settings.out}/doctypes.csv`, lines.join("\n") + "\n");
}

async function evaluateInvoices(settings: Settings, reader: Reader): Promise<void> {
  const scores = new FieldScores(), typed = new FieldScores(), lines = new FieldScores();
  const folder = `${settings.data}/invoices`;
  for (const name of await namesIn(folder, ".pdf", settings.only) ?? []) {
    const gold = JSON.parse(await Deno.readTextFile(`${folder}/${name}.gold.json`)) as Gold;
    const { fields, type } = await reader.read(`invoices/${name}.pdf`);
    scores.add(name, gold, fields);
    typed.add(name, { type: "invoice", shown: ["type"] }, { type: { value: type, confidence: 1 } });
    const entries = new Set(Object.keys(fields).flatMap((key) => /^line_items\.(\d+)\./.exec(key)?.[1] ?? []));
    if (gold["lines"]) {
      lines.add(name, { ...gold, shown: ["lines"] }, { lines: { value: entries.size, confidence: 1 } });
    }
    if (settings.out) {
      const values = Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value]));
      await keep(`${settings.out}/invoices/${name}.json`, JSON.stringify(values));
    }
  }
  console.log(`\nInvoices: ${typed.total()} taken for invoices. Fields, worst first\n${scores.table()}`);
  console.log(`\nNumbers of lines\n${lines.table()}`);
  console.log(`\nHow sure against how right, fields\n${scores.calibration.table()}`);
}
