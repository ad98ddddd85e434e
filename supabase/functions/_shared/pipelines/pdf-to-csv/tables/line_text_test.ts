import assert from "node:assert/strict";
import type { Word } from "../../../documents/pdf/words.ts";
import { lineText } from "./line_text.ts";
import { textOf } from "./lines.ts";

/** Words as they stand from left to right, a space between two. */
function stand(...texts: string[]): Word[] {
  return texts.map((text, i) => word(text, i * 100));
}

function word(text: string, x0: number, base = 0): Word {
  return { text, x0, x1: x0 + 97, y0: base - 2, y1: base + 8, base, size: 10, bold: false, upright: true };
}

const [COMPUTER, OLD, MOUSE, MODEL] = ["מחשב", "(ישן)", "עכבר", "דגם"] as const;

Deno.test("words from left to right are read from left to right", () => {
  assert.equal(lineText(stand("Dell", "15", "(old)")), "Dell 15 (old)");
});

Deno.test("words from right to left are read from right to left, Latin words among them in their own order", () => {
  assert.equal(lineText(stand(OLD, COMPUTER)), `${COMPUTER} ${OLD}`);
  assert.equal(lineText(stand("Dell", "Inspiron", "15", OLD, COMPUTER)), `${COMPUTER} ${OLD} Dell Inspiron 15`);
  assert.equal(lineText(stand(MODEL, "USB", "cable", MOUSE)), `${MOUSE} USB cable ${MODEL}`);
});

Deno.test("signs and numbers go with the line's direction unless they follow a Latin word", () => {
  assert.equal(lineText(stand("USB", "-", MOUSE)), `${MOUSE} - USB`);
  assert.equal(lineText(stand("12", "/", "3", MOUSE)), `${MOUSE} 3 / 12`);
  assert.equal(lineText(stand("03-5551234", MOUSE)), `${MOUSE} 03-5551234`);
});

Deno.test("a name of several right-to-left words in a Latin line is read from right to left", () => {
  assert.equal(lineText(stand("Hotel", OLD, COMPUTER, "Centre")), `Hotel ${COMPUTER} ${OLD} Centre`);
});

Deno.test("a line of Chinese or Japanese that was broken goes on without a space, other lines with one", () => {
  assert.equal(textOf([word("这是一个很长", 0, 20), word("的说明。", 0, 8)]), "这是一个很长的说明。");
  assert.equal(textOf([word("長い名前,", 0, 20), word("カタカナ", 0, 8)]), "長い名前,カタカナ");
  assert.equal(textOf([word("名称", 0, 20), word("Name", 0, 8)]), "名称 Name");
  assert.equal(textOf([word("두 줄의", 0, 20), word("글", 0, 8)]), "두 줄의 글");
});
