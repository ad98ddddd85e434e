/**
 * Takes out of a PDF all that acts: scripts, actions other than going somewhere, attached files, media, XFA.
 *
 * @module
 */
import { PDFArray, type PDFContext, PDFDict, PDFName, type PDFObject, PDFRef, PDFStream } from "@cantoo/pdf-lib";

/** Where a reader acts by itself, or holds what acts. */
const ACTIVE_KEYS = ["AA", "OpenAction", "JS", "JavaScript", "XFA", "AF", "EF", "EmbeddedFiles", "Collection", "Perms"]
  .map((key) => PDFName.of(key));
const ACTION_KEYS = ["A", "PA", "Next"].map((key) => PDFName.of(key));
const HARMLESS_ACTIONS = new Set(["/GoTo", "/URI", "/Named", "/Thread"]);
const ACTIVE_ANNOTATIONS = new Set(["/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"]);
const HARMLESS_ADDRESS = /^(https?:|mailto:|tel:|#|[^:]*$)/i;

export function removeActiveContent(context: PDFContext): void {
  for (const [, object] of context.enumerateIndirectObjects()) visit(object, context, 0);
}

function visit(object: PDFObject, context: PDFContext, depth: number): void {
  // What is nested deeper than this is no document's own.
  if (depth > 100) return;
  if (object instanceof PDFStream) return visit(object.dict, context, depth + 1);
  if (object instanceof PDFArray) {
    for (let i = object.size() - 1; i >= 0; i--) {
      if (isActiveAnnotation(context.lookup(object.get(i)))) object.remove(i);
      else visitDirect(object.get(i), context, depth);
    }
  } else if (object instanceof PDFDict) {
    for (const key of ACTIVE_KEYS) object.delete(key);
    for (const key of ACTION_KEYS) if (isActiveAction(context.lookup(object.get(key)))) object.delete(key);
    for (const value of object.values()) visitDirect(value, context, depth);
  }
}

/** Indirect objects have their own turn. */
function visitDirect(value: PDFObject, context: PDFContext, depth: number): void {
  if (!(value instanceof PDFRef)) visit(value, context, depth + 1);
}

function isActiveAction(action: PDFObject | undefined): boolean {
  if (!(action instanceof PDFDict)) return false;
  const type = action.get(PDFName.of("S"));
  if (!(type instanceof PDFName)) return false;
  if (type.toString() === "/URI") return !HARMLESS_ADDRESS.test(textOf(action.lookup(PDFName.of("URI"))).trim());
  return !HARMLESS_ACTIONS.has(type.toString()) && ACTIONS.has(type.toString());
}

/** What `/S` means in an action; elsewhere it names structure types and transparency groups. */
const ACTIONS = new Set(
  [
    "GoToR",
    "GoToE",
    "GoToDp",
    "Launch",
    "Sound",
    "Movie",
    "Hide",
    "SubmitForm",
    "ResetForm",
    "ImportData",
    "JavaScript",
  ]
    .concat(["SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute"]).map((name) => `/${name}`),
);

function isActiveAnnotation(value: PDFObject | undefined): boolean {
  return value instanceof PDFDict && value.has(PDFName.of("Rect")) &&
    ACTIVE_ANNOTATIONS.has(String(value.get(PDFName.of("Subtype"))));
}

function textOf(value: PDFObject | undefined): string {
  return value && "decodeText" in value ? (value as { decodeText(): string }).decodeText() : "";
}

/** Forgets what cannot be reached from the document any more, so that it is not written either. */
export function removeUnreachable(context: PDFContext): void {
  const reached = new Set<PDFRef>();
  const open: (PDFObject | undefined)[] = [context.trailerInfo.Root, context.trailerInfo.Info];
  while (open.length > 0) {
    const object = open.pop();
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      open.push(context.lookup(object));
    } else if (object instanceof PDFStream) open.push(object.dict);
    else if (object instanceof PDFDict) open.push(...object.values());
    else if (object instanceof PDFArray) open.push(...object.asArray());
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}
