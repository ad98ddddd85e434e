/**
 * Found fields become the document's fields: named, and placed in the page's own user space.
 *
 * @module
 */
import { userBox } from "../../documents/pdf/page.ts";
import type { Box } from "../../documents/pdf/geometry.ts";
import type { FoundField, PageFields, PlacedField } from "./field.ts";
import { fallbackName, Names, slug, tooltipOf } from "./naming.ts";

/** What detecting keeps of a page. */
export interface DetectedPage {
  readonly page: number;
  readonly view: Box;
  readonly turns: number;
  /** See `PageContent`. */
  readonly skew?: number;
  readonly fields: readonly FoundField[];
}

export function placeFields(pages: readonly DetectedPage[], reserved: Iterable<string>): PageFields[] {
  const names = new Names(reserved);
  return pages.map((page) => {
    const groups = new Map<number, { name: string; exports: Names }>();
    const view = userBox({ turns: page.turns, view: page.view }, page.view);
    return {
      page: page.page,
      width: round(view.x1 - view.x0),
      height: round(view.y1 - view.y0),
      turns: page.turns,
      fields: page.fields.map((field) => placed(field, page, names, groups)),
    };
  });
}

function placed(
  field: FoundField,
  page: DetectedPage,
  names: Names,
  groups: Map<number, { name: string; exports: Names }>,
): PlacedField {
  const { x0, y0, x1, y1 } = userBox(page, field);
  const tooltip = tooltipOf(field);
  const common = {
    type: field.type,
    rect: [round(x0), round(y0), round(x1), round(y1)] as [number, number, number, number],
    tooltip,
    confidence: Math.round(field.confidence * 100) / 100,
    ...(field.multiline && { multiline: true as const }),
    ...(field.comb !== undefined && { comb: field.comb }),
    ...(field.format !== undefined && { format: field.format }),
  };
  if (field.type !== "radio") return { ...common, name: names.next(tooltip, fallbackName(field, page.page)) };
  const key = field.group ?? -1 - groups.size;
  let group = groups.get(key);
  if (!group) {
    group = { name: names.next(field.context ?? "", fallbackName(field, page.page)), exports: new Names(["off"]) };
    groups.set(key, group);
  }
  return { ...common, name: group.name, export: group.exports.next(slug(field.label), "choice") };
}

const round = (value: number): number => Math.round(value * 100) / 100;
