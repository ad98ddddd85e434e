/**
 * Writes fields as dictionaries. The form API of pdf-lib makes the same at three to four times the cost.
 *
 * @module
 */
import {
  type PDFContext,
  type PDFDict,
  PDFHexString,
  PDFName,
  type PDFPage,
  type PDFRef,
  PDFString,
} from "@cantoo/pdf-lib";
import type { PlacedField } from "../field.ts";
import { Appearances, type Look } from "./appearance.ts";

/** Field flags (ISO 32000-1, tables 226, 228 and 230), bit 1 being 1. */
const MULTILINE = 1 << 12;
const NO_TOGGLE_TO_OFF = 1 << 14;
const RADIO = 1 << 15;
const COMB = 1 << 24;
/** Annotation flag: the widget is printed. */
const PRINT = 4;

/** Text fills a field up to this height; in a higher one it has the size of ordinary text. */
const FITTED_HEIGHT = 16;
const TEXT_SIZE = 11;

export interface FieldOptions {
  readonly multiline: boolean;
  readonly signatureFields: boolean;
}

export class FieldWriter {
  /** Fields for the form's list, in tab order. */
  readonly roots: PDFRef[] = [];
  readonly #appearances: Appearances;
  readonly #groups = new Map<string, { ref: PDFRef; kids: PDFRef[] }>();

  constructor(private readonly context: PDFContext, private readonly options: FieldOptions) {
    this.#appearances = new Appearances(context);
  }

  /** Returns the widget, for the page's list of annotations. */
  add(field: PlacedField, page: PDFPage, turns: number): PDFRef {
    const [x0, y0, x1, y1] = field.rect;
    const look = { width: x1 - x0, height: y1 - y0, rotation: 90 * turns };
    const widget = {
      Type: "Annot",
      Subtype: "Widget",
      Rect: field.rect as number[],
      F: PRINT,
      P: page.ref,
    };
    if (field.type === "radio") return this.#radio(field, widget, look);
    const own = { ...widget, T: PDFHexString.fromText(field.name), ...tooltip(field) };
    const ref = this.context.register(this.context.obj({ ...own, ...this.#kind(field, look) }));
    this.roots.push(ref);
    return ref;
  }

  #kind(field: PlacedField, look: Look) {
    if (field.type === "checkbox") {
      return {
        FT: "Btn",
        V: "Off",
        AS: "Off",
        DA: PDFString.of("/ZaDb 0 Tf 0 g"),
        MK: { CA: PDFString.of("8"), ...rotated(look) },
        AP: { N: { Yes: this.#appearances.crossed(look), Off: this.#appearances.off(look) } },
      };
    }
    if (field.type === "signature" && this.options.signatureFields) {
      return { FT: "Sig", MK: rotated(look), AP: { N: this.#appearances.off(look) } };
    }
    const multiline = field.multiline || this.options.multiline && field.comb === undefined;
    const flags = field.comb !== undefined ? COMB : multiline ? MULTILINE : 0;
    return {
      FT: "Tx",
      Ff: flags,
      ...(field.comb !== undefined && { MaxLen: field.comb }),
      DA: PDFString.of(`/Helv ${look.height > FITTED_HEIGHT ? TEXT_SIZE : 0} Tf 0 g`),
      MK: rotated(look),
      AP: { N: this.#appearances.emptyText(look) },
    };
  }

  #radio(field: PlacedField, widget: Record<string, unknown>, look: Look): PDFRef {
    const group = this.#groups.get(field.name) ?? this.#newGroup(field);
    const state = PDFName.of(field.export ?? `choice_${group.kids.length + 1}`);
    const on = this.#appearances.dotted(look), off = this.#appearances.off(look);
    const states = this.context.obj({ Off: off }) as PDFDict;
    states.set(state, on);
    const ref = this.context.register(this.context.obj({
      ...widget as { Type: string },
      ...tooltip(field),
      Parent: group.ref,
      AS: "Off",
      DA: PDFString.of("/ZaDb 0 Tf 0 g"),
      MK: { CA: PDFString.of("l"), ...rotated(look) },
      AP: { N: states },
    }));
    group.kids.push(ref);
    return ref;
  }

  #newGroup(field: PlacedField) {
    const ref = this.context.nextRef();
    const group = { ref, kids: [] as PDFRef[] };
    this.#groups.set(field.name, group);
    this.roots.push(ref);
    return group;
  }

  /** Writes the groups, once all their buttons are known. */
  finish(): void {
    for (const [name, { ref, kids }] of this.#groups) {
      this.context.assign(
        ref,
        this.context.obj({
          FT: "Btn",
          Ff: RADIO | NO_TOGGLE_TO_OFF,
          T: PDFHexString.fromText(name),
          V: "Off",
          Kids: kids,
        }),
      );
    }
  }
}

function tooltip(field: PlacedField) {
  return field.tooltip ? { TU: PDFHexString.fromText(field.tooltip) } : {};
}

function rotated({ rotation }: Look) {
  return rotation === 0 ? {} : { R: rotation };
}
