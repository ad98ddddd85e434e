import assert from "node:assert/strict";
import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import type { InputFile } from "../../pipelines/pipeline.ts";
import { openPdf } from "../pdf/open.ts";
import { userBox } from "../pdf/page.ts";
import { isScanned, needsOcr } from "./needs_ocr.ts";
import type { OcrPage } from "./ocr_page.ts";
import { type OcrRequest, type OcrRun, ocrStep } from "./step.ts";
import { memoryOcrRun, scanOf, type ScanOptions } from "./testing.ts";

const LINES = [
  "The harbour office opens at half past eight and closes at five.",
  "Boats longer than twelve metres pay 48.50 a night, others 31.20.",
  "Keys are kept by Margaret Quillfeather, who lives above the bakery.",
  "Water and electricity are paid with coins at the end of each pier.",
  "Please leave your place before noon on the day of your departure.",
  "Dogs must be on a lead, and bicycles stay outside of the gates.",
  "Repairs that make noise are allowed from nine to twelve and two to six.",
  "Questions are answered by telephone at 0451 773 20 every morning.",
];

async function letter(lines = LINES, size = 11): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  const page = pdf.addPage([595, 842]);
  lines.forEach((line, i) => page.drawText(line, { x: 72, y: 740 - 18 * i, size, font }));
  return new Uint8Array(await pdf.save());
}

function fileOf(data: Uint8Array<ArrayBuffer>): InputFile {
  return {
    id: crypto.randomUUID(),
    name: "letter.pdf",
    mediaType: "application/pdf",
    bytes: data.length,
    read: () => Promise.resolve(data.slice()),
    readRange: (start, end) => Promise.resolve(data.slice(start, end)),
  };
}

interface Recognised {
  readonly page: OcrPage;
  readonly steps: number;
}

/** Cursors pass through JSON, as they do through the database. With `twice` every step is done twice. */
async function recognise(
  file: InputFile,
  run: OcrRun = memoryOcrRun(),
  twice = false,
  languages: OcrRequest["languages"] = ["eng"],
): Promise<Recognised> {
  const request: OcrRequest = { file, page: 1, key: "ocr/1", languages };
  let cursor: string | undefined;
  for (let steps = 1;; steps++) {
    const parsed = () => cursor === undefined ? undefined : JSON.parse(cursor);
    if (twice) await ocrStep(run, request, parsed());
    const answer = await ocrStep(run, request, parsed());
    if ("page" in answer) return { page: answer.page, steps };
    cursor = JSON.stringify(answer.next);
  }
}

const scanned = async (options?: ScanOptions) => fileOf(await scanOf(await letter(), options));

const textOf = (page: OcrPage): string => page.words.map((word) => word.text).join(" ");
const TEXT = LINES.join(" ");

Deno.test("a scan's words are those that were printed, where they were printed", async () => {
  const original = await openPdf(fileOf(await letter()));
  const printed = await original.page(1);
  await original.close();
  const { page } = await recognise(await scanned());
  assert.equal(textOf(page), TEXT);
  assert.ok(page.confidence > 0.85, `${page.confidence}`);
  for (const word of page.words) {
    const same = printed.words.find(({ text, x0, base }) =>
      text === word.text && Math.abs(x0 - word.x0) < 1.5 && Math.abs(base - word.base) < 1
    );
    assert.ok(same, `${word.text} at ${word.x0}, ${word.base}`);
    assert.ok(Math.abs(same.size - word.size) < 1.2, `${word.text} is ${word.size} points high, not ${same.size}`);
    assert.ok(word.confidence > 0 && word.confidence <= 1);
  }
});

Deno.test("a page that lies askew is straightened, and its words are found where they lie on the page", async () => {
  const { page } = await recognise(await scanned({ askew: 2.5 }));
  assert.equal(textOf(page), TEXT);
  assert.ok(Math.abs(page.skew - 2.5 * Math.PI / 180) < 0.003, `${page.skew}`);
  // 72, 740 turned about the page's middle.
  const first = userBox(page, page.words[0]!);
  const angle = 2.5 * Math.PI / 180, x = 72 - 297.5, y = 740 - 421;
  assert.ok(Math.abs(first.x0 - (297.5 + x * Math.cos(angle) - y * Math.sin(angle))) < 2, `${first.x0}`);
  assert.ok(Math.abs(first.y0 - (421 + x * Math.sin(angle) + y * Math.cos(angle))) < 4, `${first.y0}`);
});

for (const [turns, name] of [[1, "on its right side"], [2, "on its head"], [3, "on its left side"]] as const) {
  Deno.test(`a page that lies ${name} is read as if it stood upright`, async () => {
    const { page } = await recognise(await scanned({ turns }));
    assert.equal(textOf(page), TEXT);
    assert.equal(page.turns, (4 - turns) % 4);
  });
}

Deno.test("yellowed paper, a shadow across the page and pale print do no harm", async () => {
  const { page } = await recognise(
    await scanned({
      spoil: ({ width, data }) => {
        for (let i = 0; i < data.length; i++) {
          const paper = 215 - 75 * (i % width) / width;
          data[i] = paper - (255 - data[i]!) * 0.38;
        }
      },
    }),
  );
  assert.equal(textOf(page), TEXT);
});

Deno.test("specks are no words", async () => {
  const { page } = await recognise(
    await scanned({
      spoil: ({ width, height, data }) => {
        for (let i = 0, state = 7; i < 2_000; i++) {
          state = (state * 48_271) % 2_147_483_647;
          const x = state % (width - 2), y = Math.floor(state / width) % (height - 2);
          for (const at of [0, 1, width, width + 1]) data[y * width + x + at] = 40;
        }
      },
    }),
  );
  assert.equal(textOf(page), TEXT);
});

Deno.test("the words are the same however much a step does and however often it is repeated", async () => {
  const lines = Array.from({ length: 16 }, (_, i) => LINES[i % LINES.length]!);
  const file = fileOf(await scanOf(await letter(lines)));
  const once = await recognise(file);
  const slow = memoryOcrRun();
  const hasty = { ...slow, budget: { remainingCpuMs: () => 1, scale: 1 } };
  const again = await recognise(file, hasty, true);
  assert.ok(again.steps >= once.steps && again.steps > 4, `${again.steps} steps against ${once.steps}`);
  assert.deepEqual(again.page, once.page);
});

Deno.test("a picture without text is a page without words", async () => {
  const { page } = await recognise(fileOf(await scanOf(await letter([]))));
  assert.deepEqual(page.words, []);
  assert.equal(page.confidence, 0);
});

Deno.test("rules of a table are found, and read as no letters", async () => {
  const pdf = await PDFDocument.load(await letter(["Mooring 48.50 Water 2.10"]));
  const page = pdf.getPage(0);
  for (const y of [700, 730, 760]) page.drawLine({ start: { x: 60, y }, end: { x: 400, y }, thickness: 0.8 });
  for (const x of [60, 230, 400]) page.drawLine({ start: { x, y: 700 }, end: { x, y: 760 }, thickness: 0.8 });
  const recognised = (await recognise(fileOf(await scanOf(new Uint8Array(await pdf.save()))))).page;
  assert.equal(textOf(recognised), "Mooring 48.50 Water 2.10");
  const at = (rules: readonly { at: number }[]) => rules.map((rule) => Math.round(rule.at)).sort((a, b) => a - b);
  assert.deepEqual(at(recognised.vectors.horizontal), [700, 730, 760]);
  assert.deepEqual(at(recognised.vectors.vertical), [60, 230, 400]);
});

Deno.test("text that means something needs no recognition; none, or signs without sense, does", async () => {
  const pdf = await openPdf(fileOf(await letter()));
  const page = await pdf.page(1);
  await pdf.close();
  assert.equal(needsOcr(page), false);
  assert.equal(needsOcr({ ...page, words: [] }), true);
  const garbled = page.words.map((word) => ({ ...word, text: word.text.replace(/[a-z]/g, "\ufffd") }));
  assert.equal(needsOcr({ ...page, words: garbled }), true);
});

Deno.test("a scan with a page number stamped on it is a scan; a page without text in a file without pictures is blank", async () => {
  const pdf = await PDFDocument.load(await scanOf(await letter()));
  pdf.getPage(0).drawText("Page 1", { x: 280, y: 20, size: 8 });
  const file = fileOf(new Uint8Array(await pdf.save()));
  const opened = await openPdf(file);
  const page = await opened.page(1);
  await opened.close();
  assert.equal(page.words.length, 2);
  assert.equal(await isScanned(file, page, true), true);
  assert.equal(await isScanned(file, { ...page, words: [] }, false), false);
});

Deno.test("a page of few words on which no large picture can be is no scan, and need not be opened for drawing", async () => {
  const opened = await openPdf(fileOf(await letter()));
  const page = await opened.page(1);
  await opened.close();
  assert.ok(page.pictureShare! < 0.1);
  const unreadable = { ...fileOf(await letter()), readRange: () => Promise.reject(new Error("It was opened.")) };
  assert.equal(await isScanned(unreadable, { ...page, words: page.words.slice(0, 5) }, true), false);
});

const FOREIGN: [languages: OcrRequest["languages"], text: string][] = [
  [["deu"], "Die Gebühren für größere Schiffe müssen vor der Abfahrt an der Hafenstraße bezahlt werden."],
  [["fra"], "Les élèves reçoivent leur carte à l'entrée; une pièce d'identité est demandée dès août."],
  [["spa"], "El próximo año los niños podrán inscribirse en línea según la sección que elijan mañana."],
  [["deu", "eng"], "The office closes early on Fridays. Die Schlüssel liegen im Büro gegenüber der Brücke."],
];
for (const [languages, text] of FOREIGN) {
  Deno.test(`letters of other languages are read with their data: ${languages.join(" and ")}`, async () => {
    const lines = text.match(/.{1,60}(?: |$)/g)!.map((line) => line.trim());
    const { page } = await recognise(fileOf(await scanOf(await letter(lines))), memoryOcrRun(), false, languages);
    assert.equal(textOf(page), text);
  });
}

Deno.test("a band that has been lost three times is left out, and no other", async () => {
  const file = await scanned();
  const run = memoryOcrRun(), other = await scanned();
  const request: OcrRequest = { file, page: 1, key: "ocr/1", languages: ["eng"] };
  const first = await ocrStep(run, request);
  assert.ok("next" in first && first.next.bands > 1);
  // Another page in between: as in an isolate that does not know this one.
  await ocrStep(memoryOcrRun(), { ...request, file: other });
  const lost = { ...run, budget: { remainingCpuMs: () => 1_000, scale: 1 / 8 } };
  let answer = await ocrStep(lost, request, first.next);
  while ("next" in answer) answer = await ocrStep(lost, request, answer.next);
  const left = textOf(answer.page);
  assert.ok(TEXT.endsWith(left) && left.length > TEXT.length / 2, left);
});
