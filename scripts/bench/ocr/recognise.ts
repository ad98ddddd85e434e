/**
 * Recognises PNG files, one after another, and prints the words of each as a line of JSON: a process of its own for the
 * bench.
 *
 * @module
 */
import { ASCENT, DESCENT } from "../../../supabase/functions/_shared/documents/pdf/words.ts";
import { ocrStep } from "../../../supabase/functions/_shared/documents/ocr/step.ts";
import { memoryOcrRun } from "../../../supabase/functions/_shared/documents/ocr/testing.ts";
import type { PlacedWord } from "./character_errors.ts";

for (const path of Deno.args) {
  const data = await Deno.readFile(path);
  const file = {
    id: path,
    name: path,
    mediaType: "image/png",
    bytes: data.length,
    read: () => Promise.resolve(data),
    readRange: (start: number, end: number) => Promise.resolve(data.slice(start, end)),
  };
  const run = memoryOcrRun();
  const request = { file, page: 1, key: "page", languages: ["eng"] } as const;
  let answer = await ocrStep(run, request);
  while ("next" in answer) answer = await ocrStep(run, request, answer.next);
  const { words, view } = answer.page;
  const placed = words.map((word): PlacedWord => ({
    text: word.text,
    x: word.x0 - view.x0,
    y: view.y1 - word.base,
    height: word.size * (ASCENT + DESCENT),
  }));
  console.log(JSON.stringify(placed));
}
