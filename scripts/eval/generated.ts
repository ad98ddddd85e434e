/**
 * How well tables are found in documents made up for it: forty families of layouts, chance with fixed seeds in each. Other
 * seeds (`--first`) make as many as one wants that nobody has looked at.
 *
 * @module
 */
import { pdfToCsv } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { FAMILIES, type Made } from "./generated/families.ts";
import { Random } from "./generated/random.ts";
import { keep } from "./keep.ts";
import { type DocumentResult, f1Of, judge, percent, reportCalibration, reportTotal, show } from "./table_scores.ts";

export interface GeneratedWishes {
  readonly only: string;
  /** Documents of each family, and the first of them: others make others. */
  readonly each: number;
  readonly first: number;
  readonly out: string | undefined;
  readonly show: boolean;
}

export interface FamilyResults {
  readonly family: string;
  readonly results: readonly DocumentResult[];
}

export async function evaluateGenerated(wishes: GeneratedWishes): Promise<DocumentResult[]> {
  const families = await generatedResults(wishes), all = families.flatMap(({ results }) => results);
  if (all.length === 0) return all;
  const meanOf = ({ results }: FamilyResults) => results.reduce((sum, r) => sum + f1Of(r), 0) / results.length;
  for (const each of families.sort((a, b) => meanOf(a) - meanOf(b))) {
    const { family, results } = each;
    const [missed, invented] = [
      results.reduce((sum, r) => sum + r.missed, 0),
      results.reduce((sum, r) => sum + r.invented, 0),
    ];
    console.log(
      `${family.padEnd(28)} mean F1 ${percent(meanOf(each))}  each ${results.map((r) => percent(f1Of(r))).join(" ")}` +
        `${missed ? `  missed ${missed}` : ""}${invented ? `  invented ${invented}` : ""}`,
    );
  }
  reportTotal("Generated", all);
  reportCalibration(all);
  return all;
}

export async function generatedResults(wishes: GeneratedWishes): Promise<FamilyResults[]> {
  const families: FamilyResults[] = [];
  for (const [family, make] of Object.entries(FAMILIES)) {
    if (!`generated/${family}`.includes(wishes.only)) continue;
    const results: DocumentResult[] = [];
    for (let i = wishes.first; i < wishes.first + wishes.each; i++) {
      const made = await make(new Random(`${family} ${i}`)), name = `${family} ${i}`;
      const found = await extract(name, made, wishes.out);
      results.push(judge(name, made.tables, found));
      if (wishes.show) {
        console.log(`=== ${name}: F1 ${percent(f1Of(results.at(-1)!))}`);
        show(made.tables, found);
      }
    }
    families.push({ family, results });
  }
  return families;
}

async function extract(name: string, { data }: Made, out: string | undefined) {
  if (out) await keep(`${out}/${name.replaceAll(/\W+/g, "-")}.pdf`, data);
  const run = await runToEnd(pdfToCsv, { files: [{ name: "generated.pdf", data: data.slice() }] });
  return JSON.parse(run.text("result.json")).tables;
}
