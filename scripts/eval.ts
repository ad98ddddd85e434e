/**
 * Measures how right a pipeline is on documents with known answers: `npm run eval -- pdf-to-csv [options]`.
 *
 * @module
 */
const EVALUATIONS: Record<string, () => Promise<{ evaluate(args: readonly string[]): Promise<number> }>> = {
  "pdf-to-csv": () => import("./eval/pdf-to-csv.ts"),
  "spreadsheet": () => import("./eval/spreadsheet.ts"),
  "fillable-pdf": () => import("./eval/fillable-pdf.ts"),
  "questions": () => import("./eval/questions.ts"),
  "documents": () => import("./eval/documents.ts"),
};

const [name = "", ...args] = Deno.args;
const load = EVALUATIONS[name];
if (!load) {
  console.error(`Cannot evaluate '${name}'. Usage: npm run eval -- ${Object.keys(EVALUATIONS).join("|")} [options]`);
  Deno.exit(2);
}
Deno.exit(await (await load()).evaluate(args));
