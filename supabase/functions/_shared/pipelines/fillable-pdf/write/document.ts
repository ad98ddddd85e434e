/**
 * Makes the fillable PDF: the document without what acts, with its fields.
 *
 * @module
 */
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRef,
  PDFString,
} from "@cantoo/pdf-lib";
import type { PageFields } from "../field.ts";
import { removeActiveContent, removeUnreachable } from "./active_content.ts";
import { type FieldOptions, FieldWriter, type NewObject } from "./fields.ts";

export interface WriteOptions extends FieldOptions {
  readonly keepExisting: boolean;
}

const ACRO_FORM = PDFName.of("AcroForm");
const ANNOTS = PDFName.of("Annots");
const FIELDS = PDFName.of("Fields");

export async function openForWriting(data: Uint8Array, password: string): Promise<PDFDocument> {
  return await PDFDocument.load(withHeader(data), {
    updateMetadata: false,
    password,
    throwOnInvalidObject: false,
    parseSpeed: Infinity,
  });
}

/** Readers do without a proper header, pdf-lib does not; it finds objects wherever they are. */
function withHeader(data: Uint8Array): Uint8Array {
  const start = new TextDecoder("latin1").decode(data.subarray(0, 1024));
  if (/%PDF-\d+\.\d/.test(start)) return data;
  const header = new TextEncoder().encode("%PDF-1.7\n");
  const all = new Uint8Array(header.length + data.length);
  all.set(header);
  all.set(data, header.length);
  return all;
}

/** The names at the roots of the form that the document has already. */
export function existingNames(document: PDFDocument): string[] {
  const fields = document.catalog.lookup(ACRO_FORM) instanceof PDFDict
    ? (document.catalog.lookup(ACRO_FORM) as PDFDict).lookup(FIELDS)
    : undefined;
  if (!(fields instanceof PDFArray)) return [];
  return fields.asArray().flatMap((each) => {
    const field = document.context.lookup(each);
    const name = field instanceof PDFDict ? field.lookup(PDFName.of("T")) : undefined;
    return name && "decodeText" in name ? [(name as PDFString).decodeText()] : [];
  });
}

/** Adds fields to a document, page by page. What it makes is given back, as the fields of a long form need not all be kept. */
export class FormWriter {
  readonly #fields: FieldWriter;

  constructor(private readonly document: PDFDocument, options: WriteOptions) {
    const { context, catalog } = document;
    removeActiveContent(context);
    if (!options.keepExisting) {
      for (const page of document.getPages()) removeWidgets(page, context);
      catalog.delete(ACRO_FORM);
    }
    // Before the fields are added: what they refer to could not be seen.
    removeUnreachable(context);
    this.#fields = new FieldWriter(context, options);
  }

  add({ page: number, turns, fields }: PageFields): NewObject[] {
    if (fields.length === 0) return [];
    const page = this.document.getPage(number - 1);
    const annotations = annotationsOf(page);
    for (const field of fields) annotations.push(this.#fields.add(field, page, turns));
    // Tabbing follows the list of annotations, which is in reading order.
    page.node.delete(PDFName.of("Tabs"));
    return this.#fields.take();
  }

  finish(): NewObject[] {
    this.#fields.finish();
    addToForm(formOf(this.document), this.#fields.roots, this.document.context);
    return this.#fields.take();
  }
}

function annotationsOf(page: PDFPage): PDFArray {
  const found = page.node.lookup(ANNOTS);
  if (found instanceof PDFArray) return found;
  const made = page.doc.context.obj([]) as PDFArray;
  page.node.set(ANNOTS, made);
  return made;
}

function removeWidgets(page: PDFPage, context: PDFContext): void {
  const annotations = page.node.lookup(ANNOTS);
  if (!(annotations instanceof PDFArray)) return;
  for (let i = annotations.size() - 1; i >= 0; i--) {
    const annotation = context.lookup(annotations.get(i));
    if (annotation instanceof PDFDict && isName(annotation.get(PDFName.of("Subtype")), "Widget")) annotations.remove(i);
  }
}

function isName(object: PDFObject | undefined, name: string): boolean {
  return object === PDFName.of(name);
}

function formOf(document: PDFDocument): PDFDict {
  const { catalog, context } = document;
  const found = catalog.lookup(ACRO_FORM);
  if (found instanceof PDFDict) return found;
  const made = context.obj({ Fields: [] }) as PDFDict;
  catalog.set(ACRO_FORM, context.register(made));
  return made;
}

function addToForm(form: PDFDict, roots: readonly PDFRef[], context: PDFContext): void {
  let fields = form.lookup(FIELDS);
  if (!(fields instanceof PDFArray)) form.set(FIELDS, fields = context.obj([]));
  for (const root of roots) (fields as PDFArray).push(root);
  const resources = dictIn(form, "DR", context);
  const fonts = dictIn(resources, "Font", context);
  const font = (name: string, entries: Record<string, string>) => {
    if (!fonts.has(PDFName.of(name))) {
      fonts.set(PDFName.of(name), context.register(context.obj({ Type: "Font", Subtype: "Type1", ...entries })));
    }
  };
  font("Helv", { BaseFont: "Helvetica", Encoding: "WinAnsiEncoding" });
  font("ZaDb", { BaseFont: "ZapfDingbats" });
  if (!form.has(PDFName.of("DA"))) form.set(PDFName.of("DA"), PDFString.of("/Helv 0 Tf 0 g"));
}

function dictIn(parent: PDFDict, key: string, context: PDFContext): PDFDict {
  const found = parent.lookup(PDFName.of(key));
  if (found instanceof PDFDict) return found;
  const made = context.obj({}) as PDFDict;
  parent.set(PDFName.of(key), made);
  return made;
}
