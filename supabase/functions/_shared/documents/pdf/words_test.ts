import assert from "node:assert/strict";
import type { Glyph } from "./content.ts";
import { wordsOf } from "./words.ts";

/** Sets text with glyphs half an em wide; a space is half an em of nothing. */
function set(text: string, x = 0, y = 0, size = 10): Glyph[] {
  return [...text].map((letter, i) => ({
    text: letter,
    x0: x + i * size / 2,
    y0: y,
    x1: x + (i + 1) * size / 2,
    y1: y,
    size,
    bold: false,
  }));
}

const texts = (glyphs: readonly Glyph[]): string[] => wordsOf(glyphs, true).map((word) => word.text);

Deno.test("glyphs that touch are a word, spaces and gaps divide", () => {
  assert.deepEqual(texts([...set("two words"), ...set("apart", 60)]), ["two", "words", "apart"]);
});

Deno.test("text painted twice for a bold look counts once", () => {
  assert.deepEqual(texts([...set("Total"), ...set("Total", 0.4)]), ["Total"]);
  assert.deepEqual(texts([...set("Total"), ...set("Total", 0, 12)]), ["Total", "Total"]);
});

Deno.test("ligatures and wide forms are plain letters", () => {
  assert.deepEqual(texts(set("o\ufb03ce")), ["office"]);
  assert.deepEqual(texts(set("\uff08\uff11\uff09")), ["(1)"]);
});

Deno.test("right-to-left words are put in the order that they are read, their numbers kept", () => {
  assert.deepEqual(texts(set("\u05dd\u05d5\u05dc\u05e9")), ["\u05e9\u05dc\u05d5\u05dd"]);
  assert.deepEqual(texts(set("25\u05d1")), ["\u05d125"]);
  assert.deepEqual(texts(set("USB-2.0\u05d1")), ["\u05d1USB-2.0"]);
});

Deno.test("an Arabic ligature is one glyph of several letters, which keep their order", () => {
  const [meem, seen, lamAlef, alef] = set("\u0645\u0633_\u0627");
  const glyphs = [meem!, seen!, { ...lamAlef!, text: "\u0644\u0627" }, alef!];
  assert.deepEqual(texts(glyphs), ["\u0627\u0644\u0627\u0633\u0645"]);
  assert.deepEqual(texts([{ ...lamAlef!, text: "\ufefb" }]), ["\u0644\u0627"]);
});

Deno.test("brackets around right-to-left letters open before and close behind them, however the file tells them", () => {
  for (const drawn of ["(\u05d1\u05d0)", ")\u05d1\u05d0("]) {
    assert.deepEqual(texts(set(drawn)), ["(\u05d0\u05d1)"], drawn);
  }
});

Deno.test("no word goes across a vertical rule", () => {
  const rule = { at: 15, from: -20, to: 20, width: 1 };
  assert.deepEqual(wordsOf(set("abcdef"), true, [rule]).map((word) => word.text), ["abc", "def"]);
});
