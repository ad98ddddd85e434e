import assert from "node:assert/strict";
import { normalised, type ValueLocale } from "./values.ts";

Deno.test("numbers and dates become plain ones by the country's way of writing them", () => {
  const cases: [string, ValueLocale, string][] = [
    ["1,234.50", "en-US", "1234.50"],
    ["(1,234)", "en-US", "-1234"],
    ["1.234,50", "de-DE", "1234.50"],
    ["1 234,5", "fr-FR", "1234.5"],
    ["\u221212", "en-GB", "-12"],
    ["3/5/2031", "en-US", "2031-03-05"],
    ["3.5.2031", "de-DE", "2031-05-03"],
  ];
  for (const [text, locale, expected] of cases) assert.equal(normalised(text, locale), expected, text);
});

Deno.test("what is not plainly a number or a date stays as printed", () => {
  for (const text of ["007", "12%", "1,23,4", "31/31/2031", "4-1-6", "", "n.a.", "1.2.3"]) {
    assert.equal(normalised(text, "en-US"), text);
  }
  assert.equal(normalised("1,234.50", "as printed"), "1,234.50");
});
