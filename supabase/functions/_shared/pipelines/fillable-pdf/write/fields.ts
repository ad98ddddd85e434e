/**
 * Writes fields as dictionaries. The form API of pdf-lib makes the same at many times the cost.
 *
 * @module
 */
import type { PDFContext, PDFObject, PDFPage, PDFRef } from "@cantoo/pdf-lib";
import type { PlacedField } from "../field.ts";
import { Appearances, type Look } from "./appearance.ts";
import { nameOf, RawObject, textString } from "./raw_object.ts";

/** Field flags (ISO 32000-1, tables 226, 228 and 230), bit 1 being 1. */
const MULTILINE = 1 << 12;
const NO_TOGGLE_TO_OFF = 1 << 14;
const RADIO = 1 << 15;
const COMB = 1 << 24;
/** Text fills a field up to this height; in a higher one it has the size of ordinary text. */
const FITTED_HEIGHT = 16;
const TEXT_SIZE = 11;

export interface FieldOptions {
  readonly multiline: boolean;
  readonly signatureFields: boolean;
}

/** An object that its document does not know yet. */
export type NewObject = readonly [PDFRef, PDFObject];

export class FieldWriter {
  /** Fields for the form's list, in tab order. */
  readonly roots: PDFRef[] = [];
  #made: NewObject[] = [];
  readonly #appearances: Appearances;
  readonly #groups = new Map<string, { ref: PDFRef; kids: PDFRef[] }>();

  constructor(private readonly context: PDFContext, private readonly options: FieldOptions) {
    this.#appearances = new Appearances(context);
  }

  /** Returns the widget, for the page's list of annotations. */
  add(field: PlacedField, page: PDFPage, turns: number): PDFRef {
    const [x0, y0, x1, y1] = field.rect;
    const look = { width: x1 - x0, height: y1 - y0, rotation: 90 * turns };
    const common = `/Type /Annot /Subtype /Widget /Rect [${field.rect.join(" ")}] /F 4 /P ${page.ref}` +
      (field.tooltip ? ` /TU ${textString(field.tooltip)}` : "");
    if (field.type === "radio") return this.#radio(field, common, look);
    const ref = this.#write(`<< ${common} /T ${textString(field.name)} ${this.#kind(field, look)} >>`);
    this.roots.push(ref);
    return ref;
  }

  /** The objects that were made since the last time. */
  take(): NewObject[] {
    const made = this.#made;
    this.#made = [];
    return made;
  }

  #write(text: string): PDFRef {
    const ref = this.context.nextRef();
    this.#made.push([ref, new RawObject(text)]);
    return ref;
  }

  #kind(field: PlacedField, look: Look): string {
    if (field.type === "checkbox") {
      const states = `/Yes ${this.#appearances.crossed(look)} /Off ${this.#appearances.off(look)}`;
      return `/FT /Btn /V /Off /AS /Off /DA (/ZaDb 0 Tf 0 g) /MK << /CA (8)${
        turned(look)
      } >> /AP << /N << ${states} >> >>`;
    }
    if (field.type === "signature" && this.options.signatureFields) {
      return `/FT /Sig /MK <<${turned(look)} >> /AP << /N ${this.#appearances.off(look)} >>`;
    }
    const multiline = field.multiline || this.options.multiline && field.comb === undefined;
    const flags = field.comb !== undefined ? COMB : multiline ? MULTILINE : 0;
    const length = field.comb === undefined ? "" : ` /MaxLen ${field.comb}`;
    const size = look.height > FITTED_HEIGHT ? TEXT_SIZE : 0;
    return `/FT /Tx /Ff ${flags}${length} /DA (/Helv ${size} Tf 0 g) /MK <<${turned(look)} >> ` +
      `/AP << /N ${this.#appearances.emptyText(look)} >>`;
  }

  #radio(field: PlacedField, common: string, look: Look): PDFRef {
    const group = this.#groups.get(field.name) ?? this.#newGroup(field);
    const state = nameOf(field.export ?? `choice_${group.kids.length + 1}`);
    const states = `${state} ${this.#appearances.dotted(look)} /Off ${this.#appearances.off(look)}`;
    const ref = this.#write(
      `<< ${common} /Parent ${group.ref} /AS /Off /DA (/ZaDb 0 Tf 0 g) /MK << /CA (l)${turned(look)} >> ` +
        `/AP << /N << ${states} >> >> >>`,
    );
    group.kids.push(ref);
    return ref;
  }

  #newGroup(field: PlacedField) {
    const group = { ref: this.context.nextRef(), kids: [] as PDFRef[] };
    this.#groups.set(field.name, group);
    this.roots.push(group.ref);
    return group;
  }

  /** Makes the groups, once all their buttons are known. */
  finish(): void {
    for (const [name, { ref, kids }] of this.#groups) {
      const text = `<< /FT /Btn /Ff ${RADIO | NO_TOGGLE_TO_OFF} /T ${textString(name)} /V /Off /Kids [${
        kids.join(" ")
      }] >>`;
      this.#made.push([ref, new RawObject(text)]);
    }
  }
}

function turned({ rotation }: Look): string {
  return rotation === 0 ? "" : ` /R ${rotation}`;
}
