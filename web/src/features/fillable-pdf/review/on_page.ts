/**
 * Where fields are on their page as it is shown, and where they go.
 *
 * @module
 */
import type { PageFrame } from "../../../ui/pdf/page_frame.ts";
import { boxOf, type PdfBox, type Rectangle, rectangleOf } from "../../../ui/pdf/rectangle.ts";
import { isBefore, movedTogether } from "./geometry.ts";
import type { ReviewedField } from "./reviewed_field.ts";

type Fields = readonly ReviewedField[];

/** Points by which a copy lies beside what it is a copy of. */
const COPY_GAP = 4;

/**
 * One of `ids` was dragged to `box`: if it was moved, the others on its page go with it; if it was resized, it does so
 * alone.
 */
export function moveAll(
  fields: Fields,
  ids: readonly string[],
  id: string,
  box: PdfBox,
  frame: PageFrame,
): Map<string, PdfBox> {
  const dragged = fields.find((field) => field.id === id);
  if (!dragged) return new Map();
  const from = rectangleOf(dragged.rect, frame.transform), to = rectangleOf(box, frame.transform);
  const isResized = Math.abs(from.width - to.width) + Math.abs(from.height - to.height) > 0.1;
  if (isResized || ids.length < 2) return new Map([[id, box]]);
  const members = membersOf(fields, ids, frame);
  const moved = movedTogether(members.map(({ at }) => at), { x: to.x - from.x, y: to.y - from.y }, frame);
  return new Map(members.map(({ field }, index) => [field.id, boxOf(moved[index]!, frame.transform)]));
}

/** Changes the rectangles of those of the fields that are on one page. */
export function changeAll(
  fields: Fields,
  ids: readonly string[],
  frame: PageFrame,
  change: (rectangles: readonly Rectangle[]) => readonly Rectangle[],
): Map<string, PdfBox> {
  const members = membersOf(fields, ids, frame);
  const changed = change(members.map(({ at }) => at));
  return new Map(members.map(({ field }, index) => [field.id, boxOf(changed[index]!, frame.transform)]));
}

/** Below what they are copies of, or above where the page ends. */
export function copiesOf(
  fields: Fields,
  ids: readonly string[],
  frames: ReadonlyMap<number, PageFrame>,
): Map<string, PdfBox> {
  const rects = new Map<string, PdfBox>();
  for (const frame of frames.values()) {
    const members = membersOf(fields, ids, frame);
    if (members.length === 0) continue;
    const top = Math.min(...members.map(({ at }) => at.y));
    const bottom = Math.max(...members.map(({ at }) => at.y + at.height));
    const step = bottom - top + COPY_GAP;
    const by = { x: 0, y: bottom + step > frame.height ? -step : step };
    const moved = movedTogether(members.map(({ at }) => at), by, frame);
    members.forEach(({ field }, index) => rects.set(field.id, boxOf(moved[index]!, frame.transform)));
  }
  return rects;
}

/** The index in tab order of a new field: before the first one of its page that is read after it. */
export function indexAt(fields: Fields, at: Rectangle, frame: PageFrame): number {
  const next = fields.findIndex((field) =>
    field.page > frame.number ||
    field.page === frame.number && isBefore(at, rectangleOf(field.rect, frame.transform))
  );
  return next === -1 ? fields.length : next;
}

/** In the order of the ids: the first one is what others are made like. */
function membersOf(fields: Fields, ids: readonly string[], frame: PageFrame) {
  return ids.flatMap((id) => {
    const field = fields.find((each) => each.id === id);
    return field?.page === frame.number ? [{ field, at: rectangleOf(field.rect, frame.transform) }] : [];
  });
}
