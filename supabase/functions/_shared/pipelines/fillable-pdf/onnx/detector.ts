/**
 * The detector `onnx`: a trained model says where fields are, what is printed beside them says what they are for.
 *
 * @module
 */
import { type Box, median } from "../../../documents/pdf/geometry.ts";
import type { Detector } from "../detect/detector.ts";
import { choicesOf } from "../detect/choices.ts";
import { formatOf } from "../detect/formats.ts";
import { Labels } from "../detect/labels.ts";
import { inReadingOrder } from "../detect/reading_order.ts";
import { phrasesOf } from "../detect/text_lines.ts";
import type { FoundField } from "../field.ts";
import type { Model, Seen } from "./model.ts";

/** Boxes that have more than this in common (area of both over area of either) are the same one. */
const SAME = 0.1;
/** A taller text field takes several lines of writing. */
const SEVERAL_LINES = 2.2;

export function onnxDetector(model: Model): Detector {
  return {
    name: "onnx",
    async detect(page, { fast, picture }) {
      const { x0, y0, x1, y1 } = page.view;
      const inches = Math.max((x1 - x0) / model.width, (y1 - y0) / model.height) / 72;
      const drawn = await picture(1 / inches);
      const seen = withoutOverlaps(await model.look(drawn)).map((box) => ({ ...box, ...drawn.boxOf(box) }));
      const choices = seen.filter(({ kind }) => kind === "choice").map((box) => ({ ...box, round: false }));
      const places = seen.filter(({ kind }) => kind !== "choice").map((box) => ({ ...box, confidence: box.score }));
      const phrases = phrasesOf(page.words, choices, page.drawing.vertical);
      const labels = new Labels(places, choices, phrases);
      const line = Math.max(11, 1.5 * (median(page.words.map((word) => word.size)) || 10));
      const texts = places.map(({ kind, score, ...place }): FoundField => {
        const label = labels.of(place);
        const format = fast || kind === "signature" ? undefined : formatOf(label.label);
        return {
          x0: place.x0,
          y0: place.y0,
          x1: place.x1,
          y1: place.y1,
          ...label,
          type: kind === "signature" ? "signature" : "text",
          confidence: score,
          ...(format && { format }),
          ...(kind === "text" && place.y1 - place.y0 > SEVERAL_LINES * line && { multiline: true }),
        };
      });
      const ticks = choicesOf(choices, phrases, fast).map((field) => ({
        ...field,
        confidence: scoreAt(field, choices),
      }));
      return inReadingOrder([...ticks, ...texts]);
    },
  };
}

/** Of boxes for the same thing the surest stays. */
function withoutOverlaps(seen: readonly Seen[]): Seen[] {
  const kept: Seen[] = [];
  for (const box of [...seen].sort((a, b) => b.score - a.score)) {
    if (!kept.some((other) => common(box, other) > SAME)) kept.push(box);
  }
  return kept;
}

function common(a: Box, b: Box): number {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0), height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  if (width <= 0 || height <= 0) return 0;
  return width * height / (area(a) + area(b) - width * height);
}

const area = (box: Box): number => (box.x1 - box.x0) * (box.y1 - box.y0);

function scoreAt(field: Box, choices: readonly (Box & { readonly score: number })[]): number {
  return choices.find((box) => box.x0 === field.x0 && box.y0 === field.y0)?.score ?? 0;
}
