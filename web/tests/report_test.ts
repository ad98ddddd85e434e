import assert from "node:assert/strict";
import { launchChromium } from "../../scripts/chromium.ts";
import { spreadsheet } from "../../supabase/functions/_shared/pipelines/spreadsheet/index.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { assertFits } from "./screen.ts";

const AXE = await Deno.readTextFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url));

/** A comparison, findings of all kinds, all kinds of columns, correlations, a long name. */
async function report(): Promise<string> {
  const table = (from: number, factor: number) =>
    "id,day,mail,city,amount,double,score,paid,same,a_column_with_quite_a_long_name_for_a_card\n" +
    Array.from({ length: 400 }, (_, i) => {
      const n = i + from, amount = i === 70 ? 99_999 : (n * 37 % 101) * factor;
      return `${n},2024-0${1 + n % 9}-1${n % 9},p${n}@example.org,${["York", "<b>Ascot</b>"][n % 2]},${amount},${
        2 * amount
      },${n % 17 ? n % 23 : "n/a"},${n % 3 ? "yes" : "no"},x,word ${n % 5}`;
    }).join("\n");
  const encode = (text: string) => new TextEncoder().encode(text);
  const run = await runToEnd(spreadsheet, {
    files: [{ name: "before.csv", data: encode(table(1, 1)) }, { name: "after.csv", data: encode(table(30, 2)) }],
  });
  return run.text("report.html");
}

Deno.test("axe finds nothing in the report, wide and narrow, light and dark; nothing sticks out and nothing is loaded", async () => {
  const html = await report();
  const browser = await launchChromium();
  try {
    for (const width of [1200, 360]) {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        const requests: string[] = [];
        page.on("request", (request) => requests.push(request.url()));
        await page.setContent(html);
        await page.getByRole("heading", { name: "From before.csv to after.csv" }).waitFor();
        await assertFits(page, "the report");
        await page.evaluate(AXE);
        const violations = await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))");
        assert.deepEqual(violations, [], `${width}, ${colorScheme}`);
        assert.deepEqual(requests, []);
        await page.close();
      }
    }
  } finally {
    await browser.close();
  }
});
