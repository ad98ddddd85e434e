import assert from "node:assert/strict";
import { runToEnd } from "../testing.ts";
import { Profile } from "./describe/schema.ts";
import { spreadsheet } from "./index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function analyse(text: string, more: { options?: Record<string, unknown>; name?: string; scale?: number } = {}) {
  const { options = {}, name = "table.csv", scale = 1 } = more;
  const run = await runToEnd(spreadsheet, { files: [{ name, data: bytes(text) }], options, scale, repeatSteps: true });
  return { run, profile: Profile.parse(JSON.parse(run.text("profile.json"))) };
}

/** A table of many rows with everything in it. */
const LARGE = "id;betrag;datum;wort\n" +
  Array.from(
    { length: 12_000 },
    (_, i) =>
      `${i};${i % 97},${String(i % 100).padStart(2, "0")};${1 + i % 28}.${1 + i % 12}.2023;${
        i % 11 === 0 ? "" : `"wort ${i % 31}; zwei"`
      }`,
  ).join("\n");

Deno.test("the results are the same to the byte, whatever the slices", async () => {
  const whole = await analyse(LARGE);
  const small = await analyse(LARGE, { scale: 1 / 16 });
  assert.ok(small.run.steps > whole.run.steps, "the slices were the same");
  for (const output of ["profile.json", "report.html", "clean.csv"]) {
    assert.equal(small.run.text(output), whole.run.text(output), output);
  }
});

Deno.test("of what slices leave, no more is kept than the next one reads", async () => {
  const { run } = await analyse(LARGE, { scale: 1 / 16 });
  const slices = [...run.parts.keys()].filter((name) => name.includes("/clean/")).length;
  assert.ok(slices >= 4, `${slices} slices`);
  for (const pass of ["survey", "measure"]) {
    const kept = [...run.parts.keys()].filter((name) => name.includes(`/${pass}/`));
    assert.ok(kept.length <= 2, `${kept.length} of ${pass} are kept`);
  }
});

Deno.test("types, gaps and numbers are told for German decimals, dates and words", async () => {
  const { profile } = await analyse(LARGE);
  const [id, amount, date, word] = profile.sheets[0]!.columns;
  assert.deepEqual([id?.type, amount?.type, date?.type, word?.type], ["integer", "number", "date", "text"]);
  assert.ok(id?.unique);
  assert.deepEqual([amount?.min, amount?.max], [0, 96.99]);
  assert.deepEqual([date?.min, date?.max], ["2023-01-01", "2023-12-28"]);
  assert.deepEqual([word?.missing, word?.distinct], [1091, 31]);
});

Deno.test("what can be read in two ways is said, and the options decide it", async () => {
  const text = "a,b\n" + Array.from({ length: 40 }, (_, i) => `${1 + i % 12}/${1 + i % 9}/2024,x${i}`).join("\n");
  const open = await analyse(text);
  assert.equal(open.profile.sheets[0]?.columns[0]?.doubt, "date-order");
  assert.ok(open.profile.findings.some((finding) => finding.id === "date-order"));
  const decided = await analyse(text, { options: { dates: "month-first" } });
  assert.equal(decided.profile.sheets[0]?.columns[0]?.doubt, null);
  assert.equal(decided.profile.sheets[0]?.columns[0]?.max, "2024-12-09");
});

Deno.test("codes with leading zeroes stay texts", async () => {
  const { run, profile } = await analyse("zip,n\n01234,1\n90210,2\n00501,3\n");
  assert.equal(profile.sheets[0]?.columns[0]?.type, "code");
  assert.match(run.text("clean.csv"), /^00501,3/m);
});

Deno.test("markup and formulas in cells, headers and names are inert in every result", async () => {
  const evil = "<script>alert(1)</script>";
  const { run } = await analyse(`${evil},=cmd()\n${evil},=1+1\n<img src=x onerror=y>,@x\nz,+a\n`, {
    name: `<img onerror=1>${evil}.csv`,
    options: { header: "yes" },
  });
  const html = run.text("report.html");
  assert.ok(!/<(script|img|iframe|svg[^>]*on)/i.test(html), "markup is alive");
  assert.ok(html.includes("&lt;img onerror=1&gt;"));
  assert.match(html, /default-src 'none'/);
  for (const line of run.text("clean.csv").split("\r\n")) assert.ok(!/(^|,)"?[=@+]/.test(line), line);
});

Deno.test("columns called like the insides of objects are columns", async () => {
  const { profile } = await analyse("__proto__,constructor,toString\n1,2,3\n4,5,6\n");
  assert.deepEqual(profile.sheets[0]?.columns.map((column) => column.name), ["__proto__", "constructor", "toString"]);
});

Deno.test("a table too wide is refused with what to do", async () => {
  await assert.rejects(analyse(Array.from({ length: 20_000 }, (_, i) => `c${i}`).join(",")), {
    type: "too_many_columns",
  });
});

Deno.test("planted findings are found, the weightiest first", async () => {
  const rows = Array.from(
    { length: 500 },
    (_, i) => `${i},${20 + (i * 7) % 13},${40 + 2 * ((i * 7) % 13)},same,person${i}@example.org`,
  );
  rows[100] = "100,99999,42,same,person100@example.org";
  const { profile } = await analyse(`key,x,y,k,mail\n${rows.join("\n")}\n${rows[3]}\n`);
  const found = new Map(profile.findings.map((finding) => [finding.id, finding]));
  assert.deepEqual(found.get("outliers")?.rows, [101]);
  assert.deepEqual(found.get("duplicate-rows")?.rows, [501]);
  assert.ok(found.has("constant") && found.has("correlation") && found.has("personal-data"));
  const weights = profile.findings.map((finding) => finding.weight);
  assert.deepEqual(weights, [...weights].sort((a, b) => b - a));
});

Deno.test("two files are compared: columns, rows by key, values", async () => {
  const rows = Array.from({ length: 50 }, (_, i) => `${i},${i * 2},a`);
  const before = `id,n,w\n${rows.join("\n")}\n`;
  const after = `id,n,w\n${
    rows.slice(5).map((row, i) => i < 3 ? row.replace(/a$/, "b") : row).join("\n")
  }\n99,1,a\n98,1,a\n`;
  const run = await runToEnd(spreadsheet, {
    files: [{ name: "a.csv", data: bytes(before) }, { name: "b.csv", data: bytes(after) }],
  });
  const { comparison } = Profile.parse(JSON.parse(run.text("profile.json")));
  assert.deepEqual(comparison?.rows, { key: ["id"], exact: true, added: 2, removed: 5, changed: 3, same: 42 });
  assert.match(run.text("report.html"), /From a\.csv to b\.csv/);
});

Deno.test("rows are compared by the columns that both files have, in whatever order", async () => {
  const rows = (line: (i: number) => string) => Array.from({ length: 50 }, (_, i) => line(i)).join("\n");
  const before = `id,n,gone\n${rows((i) => `k${i},${i * 2},x${i}`)}\n`;
  const after = `new,n,id\n${rows((i) => `${i % 3},${i === 7 ? 99 : i * 2},k${i}`)}\n`;
  const run = await runToEnd(spreadsheet, {
    files: [{ name: "a.csv", data: bytes(before) }, { name: "b.csv", data: bytes(after) }],
  });
  const { comparison } = Profile.parse(JSON.parse(run.text("profile.json")));
  assert.deepEqual([comparison?.added_columns, comparison?.removed_columns], [["new"], ["gone"]]);
  assert.deepEqual(comparison?.rows, { key: ["id"], exact: true, added: 0, removed: 0, changed: 1, same: 49 });
});

Deno.test("yes and no are values, none of them means nothing", async () => {
  const { profile } = await analyse(
    `paid,n\n${Array.from({ length: 20 }, (_, i) => `${i % 2 ? "yes" : "no"},${i}`).join("\n")}`,
  );
  const [paid] = profile.sheets[0]!.columns;
  assert.deepEqual([paid?.type, paid?.missing, paid?.distinct], ["boolean", 0, 2]);
});

Deno.test("of several files the readable ones are analysed, and the report says what is wrong with the others", async () => {
  const ole = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
  const run = await runToEnd(spreadsheet, {
    files: [{ name: "old.xls", data: ole }, { name: "b.csv", data: bytes("a,b\n1,2\n") }],
  });
  const profile = Profile.parse(JSON.parse(run.text("profile.json")));
  assert.equal(profile.sheets.length, 1);
  assert.equal(profile.unreadable[0]?.type, "corrupt_file");
  assert.deepEqual(run.filesDone.map((each) => each.error?.type), ["corrupt_file", undefined]);
});
