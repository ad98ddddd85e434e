import assert from "node:assert/strict";
import { PDFDocument } from "@cantoo/pdf-lib";
import { worksheet } from "../../../../../scripts/samples/worksheet.ts";
import { runToEnd } from "../testing.ts";
import { questions } from "./index.ts";
import { extract, LEFT, Paper, TOP } from "./paper.ts";

const sample = async (pages: number) => ({ name: "numbers.pdf", data: new Uint8Array(await worksheet({ pages })) });

Deno.test("results, rows and pictures are the same to the byte however the work is cut and repeated", async () => {
  const files = [await sample(7)];
  const whole = await runToEnd(questions, { files, options: { llm: "off" } });
  const cut = await runToEnd(questions, { files, options: { llm: "off" }, scale: 1 / 16, repeatSteps: true });
  assert.ok(cut.steps > whole.steps, `${cut.steps} steps, not more than ${whole.steps}`);
  assert.deepEqual(cut.rows, whole.rows);
  for (const kind of ["outputs", "assets"] as const) {
    assert.deepEqual([...cut[kind].keys()].sort(), [...whole[kind].keys()].sort());
    for (const [name, { bytes }] of whole[kind]) assert.deepEqual(cut[kind].get(name)!.bytes, bytes, name);
  }
});

Deno.test("an encrypted worksheet gives what it gives unencrypted, with its password; without it says what is missing", async () => {
  const { name, data } = await sample(1), options = { llm: "off", password: "sesame" };
  const pdf = await PDFDocument.load(data);
  pdf.encrypt({ userPassword: "sesame", ownerPassword: "owner" });
  const files = [{ name, data: new Uint8Array(await pdf.save()) }];
  const open = await runToEnd(questions, { files: [{ name, data }], options });
  const locked = await runToEnd(questions, { files, options, repeatSteps: true });
  assert.deepEqual(locked.rows, open.rows);
  assert.doesNotMatch(locked.text("questions.json"), /sesame/);
  for (const [password, words] of [["", /Give its password in the options/], ["guess", /password is wrong/]] as const) {
    await assert.rejects(runToEnd(questions, { files, options: { password } }), words);
  }
});

Deno.test("progress never falls, and goes through the stages in their order", async () => {
  const run = await runToEnd(questions, { files: [await sample(12)], options: { llm: "off" } });
  const order = questions.stages.map((stage) => stage.name);
  const at = run.reports.map(({ stage, fraction }) => order.indexOf(stage) + fraction);
  assert.ok(at.every((value, i) => i === 0 || value >= at[i - 1]! - 1e-9), at.join(" "));
  assert.deepEqual([...new Set(run.reports.map((report) => report.stage))], order);
});

Deno.test("the stages have the time-outs that were asked for", () => {
  const seconds = Object.fromEntries(questions.stages.map((stage) => [stage.name, stage.timeoutSeconds]));
  assert.deepEqual([seconds["ocr"], seconds["segmentation"], seconds["tagging"]], [120, 180, 60]);
});

Deno.test("every question has a picture, every page too", async () => {
  const run = await runToEnd(questions, { files: [await sample(2)], options: { llm: "off" } });
  const rows = run.rows as { crop_path: string }[];
  assert.equal(rows.length, 8);
  for (const path of [...rows.map((row) => row.crop_path), "pages/1.png", "pages/2.png"]) {
    assert.deepEqual(
      [...run.assets.get(path)!.bytes.subarray(1, 4)],
      [..."PNG"].map((char) => char.charCodeAt(0)),
      path,
    );
  }
});

Deno.test("a worksheet without numbered questions is completed: they can be drawn by hand", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "Dear parents, the school is closed on Friday.");
  const { summary, rows } = await extract(paper);
  assert.deepEqual([summary["question_count"], rows], [0, []]);
  assert.match(String(summary["message"]), /drawn by hand/);
});

Deno.test("only the pages that are wanted are read", async () => {
  const run = await runToEnd(questions, { files: [await sample(4)], options: { llm: "off", pages: "2-3" } });
  const rows = run.rows as { boxes: { page: number }[] }[];
  assert.deepEqual([...new Set(rows.map((row) => row.boxes[0]!.page))], [2, 3]);
});

Deno.test("boxes on a turned page are in its own user space, and the picture shows it as it is read", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "1. Name a planet.");
  paper.text(LEFT, TOP - 60, "2. Name a star.");
  const straight = await extract(paper);
  const pdf = await PDFDocument.load(await paper.bytes());
  pdf.getPage(0).setRotation({ type: "degrees", angle: 90 } as never);
  const data = new Uint8Array(await pdf.save());
  const turned = await runToEnd(questions, { files: [{ name: "turned.pdf", data }], options: { llm: "off" } });
  const boxes = (rows: readonly unknown[]) =>
    (rows as { boxes: Record<string, number>[] }[]).map((row) => row.boxes[0]!);
  for (const [i, box] of boxes(turned.rows!).entries()) {
    const wanted = boxes(straight.rows!)[i]!;
    for (const side of ["x0", "y0", "x1", "y1"]) {
      assert.ok(Math.abs(box[side]! - wanted[side]!) < 2, `${side} ${box[side]} ${wanted[side]}`);
    }
  }
});

Deno.test("what is no worksheet fails with a sentence that names the file", async () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const cases: [string, Uint8Array<ArrayBuffer>][] = [["empty_file", bytes("")], [
    "corrupt_pdf",
    bytes("%PDF-1.7 nothing"),
  ]];
  for (const [type, data] of cases) {
    await assert.rejects(
      runToEnd(questions, { files: [{ name: "sheet.pdf", data }] }),
      (error: { type: string; detail: string }) => {
        assert.equal(error.type, type);
        assert.match(error.detail, /sheet\.pdf/);
        return true;
      },
    );
  }
  const long = await PDFDocument.create();
  for (let i = 0; i < 401; i++) long.addPage([100, 100]);
  const data = new Uint8Array(await long.save());
  await assert.rejects(runToEnd(questions, { files: [{ name: "book.pdf", data }] }), { type: "too_many_pages" });
});

Deno.test("a worksheet that can be read but not drawn still has its questions, without pictures", async () => {
  const { name, data } = await sample(2);
  // pdf.js does without the header, PDFium does not.
  data.set(new TextEncoder().encode("%XXX"));
  const run = await runToEnd(questions, { files: [{ name, data }], options: { llm: "off" } });
  const rows = run.rows as { crop_path: string | null; boxes: unknown[] }[];
  assert.equal(rows.length, 8);
  assert.ok(rows.every((row) => row.crop_path === null && row.boxes.length === 1));
  assert.equal(run.assets.size, 0);
});
