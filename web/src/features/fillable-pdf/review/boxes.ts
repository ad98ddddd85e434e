import type { PageBox } from "../../../ui/pdf/box_layer.tsx";
import { type ReviewedField, TYPE_LABEL } from "./reviewed_field.ts";

/** Below this somebody should look at a field. */
export const UNCERTAIN = 0.5;

/** Fields as boxes over their pages. */
export function boxesOf(
  fields: readonly ReviewedField[],
  chosen: readonly string[],
  problems: ReadonlyMap<string, string>,
): PageBox[] {
  const single = chosen.length === 1 ? chosen[0] : undefined;
  return fields.map((field) => {
    const problem = problems.get(field.id);
    const isUncertain = field.confidence < UNCERTAIN;
    return {
      id: field.id,
      page: field.page,
      box: field.rect,
      label: [labelOf(field), problem ?? (isUncertain ? "uncertain" : "")].filter(Boolean).join(", "),
      tone: problem || isUncertain ? "caution" : "plain",
      tag: field.id === single ? nameOf(field) : undefined,
    };
  });
}

/** "Text first_name: First name". */
export function labelOf(field: ReviewedField): string {
  const name = `${TYPE_LABEL[field.type]} ${nameOf(field)}`;
  return field.tooltip ? `${name}: ${field.tooltip}` : name;
}

export function nameOf({ name, export: value }: ReviewedField): string {
  return value === undefined ? name : `${name} = ${value}`;
}
