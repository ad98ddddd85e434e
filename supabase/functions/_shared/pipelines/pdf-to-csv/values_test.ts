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
    ["3 May 2031", "en-GB", "2031-05-03"],
    ["May 3rd, 2031", "en-US", "2031-05-03"],
    ["Sept. 12, 2031", "en-GB", "2031-09-12"],
    ["03-Dec-2031", "en-US", "2031-12-03"],
    ["1. Mai 2031", "de-DE", "2031-05-01"],
    ["28. Dezember 2031", "de-DE", "2031-12-28"],
    ["1er ao\u00fbt 2031", "fr-FR", "2031-08-01"],
    ["14 juil. 2031", "fr-FR", "2031-07-14"],
  ];
  for (const [text, locale, expected] of cases) assert.equal(normalised(text, locale), expected, text);
});

Deno.test("what is not plainly a number or a date stays as printed", () => {
  for (
    const text of [
      "007",
      "12%",
      "1,23,4",
      "31/31/2031",
      "4-1-6",
      "",
      "n.a.",
      "1.2.3",
      "31 June 2031",
      "3 Mai 2031",
      "12 lbs 2031",
      "May 2031",
    ]
  ) {
    assert.equal(normalised(text, "en-US"), text);
  }
  assert.equal(normalised("1,234.50", "as printed"), "1,234.50");
});
