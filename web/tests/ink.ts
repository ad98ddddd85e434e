/**
 * Whether a mark lies on letters, and not beside them.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";

export async function assertLettersUnder(mark: Locator): Promise<void> {
  const ink = await inkUnder(mark);
  assert.ok(ink > 0.03 && ink < 0.7, `${ink} of what is marked is dark: that are no letters`);
}

/** The share of dark pixels in the drawn page under a mark: letters are dark, paper is not. */
function inkUnder(mark: Locator): Promise<number> {
  return mark.evaluate((mark) => {
    const canvas = document.querySelector("canvas")!;
    const frame = canvas.getBoundingClientRect(), box = mark.getBoundingClientRect();
    const scale = canvas.width / frame.width;
    const { data } = canvas.getContext("2d")!.getImageData(
      (box.left - frame.left) * scale,
      (box.top - frame.top) * scale,
      box.width * scale,
      box.height * scale,
    );
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at]! + data[at + 1]! + data[at + 2]! < 384) dark++;
    return dark / (data.length / 4);
  });
}
