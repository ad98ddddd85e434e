/**
 * What can be done to the fields of a form. Each function gives a new list and leaves the old one as it was.
 *
 * @module
 */
import type { FieldType } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import { slug } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/naming.ts";
import type { PdfBox } from "../../../ui/pdf/rectangle.ts";
import type { ReviewedField } from "./reviewed_field.ts";

type Fields = readonly ReviewedField[];
type Ids = readonly string[];

/** Puts fields elsewhere: a rectangle for each one that moves. */
export function place(fields: Fields, rects: ReadonlyMap<string, PdfBox>): Fields {
  return fields.map((field) => ({ ...field, rect: rects.get(field.id) ?? field.rect }));
}

/** @param at the index in tab order; without it behind all fields of its page */
export function add(fields: Fields, field: ReviewedField, at?: number): Fields {
  const last = fields.findLastIndex((other) => other.page <= field.page);
  return fields.toSpliced(at ?? last + 1, 0, field);
}

export function remove(fields: Fields, ids: Ids): Fields {
  return fields.filter((field) => !ids.includes(field.id));
}

/** What does not apply to the new type is left out. A field that becomes a radio button is its group's only one. */
export function retype(fields: Fields, ids: Ids, type: FieldType): Fields {
  return ids.reduce<Fields>((all, id) => {
    const field = all.find((each) => each.id === id);
    if (!field || field.type === type) return all;
    const name = field.type === "radio" ? freeName(remove(all, [id]), field.name) : field.name;
    return change(all, id, { ...plain(field), name, type, ...(type === "radio" && { export: valueOf(field, []) }) });
  }, fields);
}

/** A radio button's name is that of its group: all its buttons are renamed. */
export function rename(fields: Fields, id: string, name: string): Fields {
  const renamed = fields.find((field) => field.id === id);
  return fields.map((field) =>
    field.id === id || renamed?.type === "radio" && isGroupmate(field, renamed) ? { ...field, name } : field
  );
}

/** Everything else about a field; `undefined` takes a property away. */
export function describe(
  fields: Fields,
  id: string,
  details: { [Key in "tooltip" | "multiline" | "comb" | "format" | "export"]?: ReviewedField[Key] | undefined },
): Fields {
  return fields.map((field) => {
    if (field.id !== id) return field;
    const described = { ...field, ...details };
    for (const key of Object.keys(details) as (keyof typeof details)[]) {
      if (details[key] === undefined) delete (described as Partial<ReviewedField>)[key];
    }
    return described as ReviewedField;
  });
}

/** Makes radio buttons of the fields, of which one can be chosen. */
export function group(fields: Fields, ids: Ids): Fields {
  const members = fields.filter((field) => ids.includes(field.id));
  const others = remove(fields, ids);
  const name = freeName(others, members.find((field) => field.type === "radio")?.name ?? commonName(members));
  const values: string[] = [];
  return fields.map((field) => {
    if (!ids.includes(field.id)) return field;
    const value = valueOf(field, values);
    values.push(value);
    return { ...plain(field), type: "radio", name, export: value };
  });
}

/** Makes check boxes of radio buttons, each with a name of its own. */
export function ungroup(fields: Fields, ids: Ids): Fields {
  return ids.reduce<Fields>((all, id) => {
    const field = all.find((each) => each.id === id);
    if (field?.type !== "radio") return all;
    const name = freeName(remove(all, [id]), field.export ? `${field.name}_${slug(field.export)}` : field.name);
    return change(all, id, { ...plain(field), type: "checkbox", name });
  }, fields);
}

/** Copies stand behind what they are copies of. @param newIds one for each of `ids` */
export function duplicate(fields: Fields, ids: Ids, newIds: Ids, shifted: ReadonlyMap<string, PdfBox>): Fields {
  return ids.reduce<Fields>((all, id, index) => {
    const at = all.findIndex((field) => field.id === id);
    const field = all[at];
    if (!field) return all;
    const isRadio = field.type === "radio";
    const values = all.filter((other) => isGroupmate(other, field)).map((other) => other.export ?? "");
    const copy = {
      ...field,
      id: newIds[index]!,
      rect: shifted.get(id) ?? field.rect,
      confidence: 1,
      name: isRadio ? field.name : freeName(all, field.name),
      ...(isRadio && { export: valueOf(field, values) }),
    };
    return all.toSpliced(at + ids.length, 0, copy);
  }, fields);
}

/** The name, or the name with the first number that no field has. */
export function freeName(fields: Fields, name: string): string {
  const taken = new Set(fields.map((field) => field.name));
  if (!taken.has(name)) return name;
  const stem = name.replace(/_\d+$/, "");
  for (let count = 2;; count++) if (!taken.has(`${stem}_${count}`)) return `${stem}_${count}`;
}

function change(fields: Fields, id: string, changed: ReviewedField): Fields {
  return fields.map((field) => field.id === id ? changed : field);
}

function isGroupmate(a: ReviewedField, b: ReviewedField): boolean {
  return a.type === "radio" && b.type === "radio" && a.name === b.name;
}

/** Without what only fields of its type have. */
function plain({ multiline: _, comb: __, format: ___, export: ____, ...field }: ReviewedField): ReviewedField {
  return field;
}

/** What a radio button stands for, as no other of its group does. */
function valueOf(field: ReviewedField, taken: readonly string[]): string {
  const stem = field.export ?? (slug(field.tooltip.split(": ").at(-1) ?? "") || "choice");
  for (let count = 1;; count++) {
    const value = count === 1 ? stem : `${stem}_${count}`;
    if (!taken.includes(value) && value.toLowerCase() !== "off") return value;
  }
}

/** What the names begin with in common, in whole words. */
function commonName(fields: readonly ReviewedField[]): string {
  const [first = [], ...others] = fields.map((field) => field.name.split("_"));
  const common = first.filter((_, index) =>
    others.every((words) => words.slice(0, index + 1).join() === first.slice(0, index + 1).join())
  );
  return common.length > 0 && common.length < first.length ? common.join("_") : `${first.join("_") || "choice"}`;
}
