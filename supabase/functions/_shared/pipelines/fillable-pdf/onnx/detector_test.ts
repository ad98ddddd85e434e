import assert from "node:assert/strict";
import { PDFDocument } from "@cantoo/pdf-lib";
import { JobError } from "../../../jobs/errors.ts";
import { runToEnd } from "../../testing.ts";
import { provideDetector } from "../detect/detectors.ts";
import type { PageFields } from "../field.ts";
import { fillablePdf } from "../index.ts";
import { FormSheet } from "../sample_forms.ts";
import { onnxDetector } from "./detector.ts";
import { openModel } from "./model.ts";
import { type TinyBox, tinyModel } from "./testing.ts";

/** A page of 595 × 842 points in pictures of 421 pixels a side: two points to the pixel, 62 pixels free on the left. */
const SIDE = 421, LEFT = (421 - 297.5) / 2;
const at = (x0: number, y0: number, x1: number, y1: number, ...scores: [number, number, number]): TinyBox => [
  LEFT + (x0 + x1) / 4,
  (842 - (y0 + y1) / 2) / 2,
  (x1 - x0) / 2,
  (y1 - y0) / 2,
  ...scores,
];

async function run(data: Uint8Array<ArrayBuffer>, options: Record<string, unknown> = {}) {
  const done = await runToEnd(fillablePdf, {
    files: [{ name: "form.pdf", data }],
    options: { detector: "onnx", ...options },
  });
  return (JSON.parse(done.text("fields.json")) as { pages: PageFields[] }).pages.flatMap((page) => page.fields);
}

Deno.test("without a model the detector is refused at once, with what to do", async () => {
  const data = await (await FormSheet.create()).save();
  await assert.rejects(
    run(data),
    (error) => error instanceof JobError && error.type === "detector_unavailable" && /vector/.test(error.detail),
  );
});

Deno.test("reviewed fields need no detector", async () => {
  const fields = { pages: [{ page: 1, fields: [{ type: "text", rect: [9, 9, 99, 19], name: "a" }] }] };
  assert.equal((await run(await (await FormSheet.create()).save(), { fields })).length, 1);
});

Deno.test("what a model sees on the picture of a page becomes fields there, with the names beside them", async () => {
  const model = await openModel(tinyModel(SIDE, SIDE, [
    at(120, 696, 320, 714, 0.9, 0.1, 0),
    at(124, 697, 318, 713, 0.6, 0.1, 0),
    at(120, 638, 132, 650, 0.2, 0.8, 0),
    at(60, 580, 260, 606, 0.1, 0, 0.7),
    at(400, 100, 500, 120, 0.2, 0, 0),
  ]));
  provideDetector(onnxDetector(model));
  const sheet = (await FormSheet.create()).text("First name:", 60, 700).text("I agree", 140, 640).text(
    "Signature",
    60,
    570,
    8,
  );
  const fields = await run(await sheet.save());
  assert.deepEqual(fields.map(({ type, name, confidence }) => [type, name, confidence]), [
    ["text", "first_name", 0.9],
    ["checkbox", "i_agree", 0.8],
    ["signature", "signature", 0.7],
  ]);
  for (const [index, rect] of [[120, 696, 320, 714], [120, 638, 132, 650], [60, 580, 260, 606]].entries()) {
    const off = fields[index]!.rect.map((value, side) => Math.abs(value - rect[side]!));
    assert.ok(Math.max(...off) < 2.5, `${fields[index]!.name} is off by ${off}`);
  }
  assert.equal((await run(await sheet.save(), { confidence: 0.15 })).length, 4);
  await model.close();
});

Deno.test("the model is shown the page: on a blank one it sees nothing", async () => {
  const model = await openModel(tinyModel(64, 64, [[32, 32, 20, 5, 0.9, 0, 0]]));
  const white = { width: 64, height: 64, data: new Uint8Array(64 * 64).fill(255) };
  assert.deepEqual(await model.look(white), []);
  white.data[2000] = 0;
  assert.equal((await model.look(white)).length, 1);
  await model.close();
});

Deno.test("fields of a page that is shown turned are turned with it", async () => {
  const sheet = (await FormSheet.create()).text("First name:", 60, 700);
  const model = await openModel(tinyModel(SIDE, SIDE, [[210, 100, 40, 10, 0.9, 0, 0]]));
  provideDetector(onnxDetector(model));
  const source = await PDFDocument.load(await sheet.save());
  const turned = source.getPage(0);
  turned.setRotation({ type: "degrees", angle: 90 } as Parameters<typeof turned.setRotation>[0]);
  const [field] = await run(new Uint8Array(await source.save()));
  // Shown on its side, the page fills the picture's width: 40 pixels across are 80 points along the page.
  const [x0, y0, x1, y1] = field!.rect;
  assert.deepEqual([Math.round(x1 - x0), Math.round(y1 - y0)], [20, 80]);
  await model.close();
});

Deno.test("a file that is no model, or finds no fields, is refused", async () => {
  await assert.rejects(openModel(new TextEncoder().encode("no model")));
  const model = await openModel(tinyModel(8, 8, []));
  assert.deepEqual(await model.look({ width: 8, height: 8, data: new Uint8Array(64) }), []);
  await model.close();
});
