/**
 * One page as words and vectors, upright: turned so that most of its text runs from left to right.
 *
 * @module
 */
import { type FontFacts, type Glyph, type OperatorList, walkContent } from "./content.ts";
import { type Box, intersection } from "./geometry.ts";
import type { Pdfjs, PDFPageProxy } from "./pdfjs.ts";
import { turnBox, turnPath, turnPoint } from "./turn.ts";
import { unseenOf } from "./unseen.ts";
import { type Rule, VectorCollector, type Vectors } from "./vectors.ts";
import { type Word, wordsOf } from "./words.ts";

export interface PageContent {
  /** From 1. */
  readonly number: number;
  /** The visible part of the page, in upright coordinates. */
  readonly view: Box;
  /** Quarter turns from the page's user space to upright: see {@link userBox}. */
  readonly turns: number;
  /** How far a scanned page lay askew, in radians, anti-clockwise about the middle of `view`: it has been straightened. */
  readonly skew?: number;
  readonly words: readonly Word[];
  readonly vectors: Vectors;
  /** Whether the page has form fields: a form without text is no scan. */
  readonly hasFields: boolean;
  /** No more of the page than this, 0..1, is covered by pictures; undefined when nobody has looked. */
  readonly pictureShare?: number;
  /** True when the page held more than is read of one page. */
  readonly truncated: boolean;
}

/** A page with more glyphs than this holds no table that anybody could use; the rest of it is not read. */
const MAX_GLYPHS = 40_000;

export interface PageContext {
  readonly pdfjs: Pdfjs;
  layerVisible(group: unknown): boolean;
}

export async function readPage(page: PDFPageProxy, context: PageContext): Promise<PageContent> {
  const list = await page.getOperatorList({ annotationMode: context.pdfjs.AnnotationMode.DISABLE }) as OperatorList;
  const [vx0 = 0, vy0 = 0, vx1 = 612, vy1 = 792] = page.view;
  const view = { x0: Math.min(vx0, vx1), y0: Math.min(vy0, vy1), x1: Math.max(vx0, vx1), y1: Math.max(vy0, vy1) };
  const byTurn: Glyph[][] = [[], [], [], []], white: Glyph[] = [];
  let glyphs = 0;
  const paths: Parameters<VectorCollector["add"]>[0][] = [];
  const fonts = new Map<string, FontFacts | undefined>();
  let pictures = 0;
  const coloured: Box[] = [];
  walkContent(list, {
    ops: context.pdfjs.OPS,
    font: (id) => {
      if (!fonts.has(id)) fonts.set(id, page.commonObjs.has(id) ? factsOf(page.commonObjs.get(id)) : undefined);
      return fonts.get(id);
    },
    layerVisible: context.layerVisible,
    view,
  }, {
    glyph: (glyph) => {
      if (++glyphs > MAX_GLYPHS) return;
      byTurn[quarterTurns(glyph)]?.push(glyph);
      if (glyph.white) white.push(glyph);
    },
    path: (path) => paths.push(path),
    square: (square) => {
      const visible = intersection(square, view);
      if (!visible) return;
      pictures += area(visible);
      coloured.push(visible);
    },
    shading: (box) => coloured.push(box),
  });
  const unseen = unseenOf(white, paths, coloured);
  const turns = byTurn.reduce((best, some, turn) => some.length > byTurn[best]!.length ? turn : best, 0);
  const fields = glyphs === 0 ? await page.getAnnotations() : [];
  const collector = new VectorCollector();
  for (const path of paths) collector.add(turns === 0 ? path : turnPath(path, turns));
  const vectors = collector.finish();
  return {
    number: page.pageNumber,
    view: turnBox(view, turns),
    turns,
    words: byTurn.flatMap((some, turn) => turnedWords(without(unseen, some), turn, turns, vectors.vertical)),
    vectors,
    hasFields: fields.some((annotation) => annotation.subtype === "Widget"),
    pictureShare: pictures / area(view),
    truncated: glyphs > MAX_GLYPHS,
  };
}

const without = (unseen: ReadonlySet<Glyph>, glyphs: readonly Glyph[]): readonly Glyph[] =>
  unseen.size === 0 ? glyphs : glyphs.filter((glyph) => !unseen.has(glyph));

const area = (box: Box): number => (box.x1 - box.x0) * (box.y1 - box.y0);

/** A font's name says whether it is bold; TeX's say so in their own way. */
const BOLD = /bold|black|heavy|(^|\+)(CM(BX|SSBX)|SFBX|ECBX)/i;

interface PdfjsFont {
  readonly name?: string;
  readonly fontMatrix?: number[];
  readonly vertical?: boolean;
}

function factsOf({ name = "", fontMatrix, vertical }: PdfjsFont): FontFacts {
  return { fontMatrix, vertical: vertical ?? false, bold: BOLD.test(name) };
}

/** Reads text in its own direction, then places it in the page's main one. */
function turnedWords(glyphs: readonly Glyph[], turn: number, mainTurn: number, vertical: readonly Rule[]): Word[] {
  if (glyphs.length === 0) return [];
  const straight = turn === 0 ? glyphs : glyphs.map((glyph) => {
    const [x0, y0] = turnPoint(glyph.x0, glyph.y0, turn), [x1, y1] = turnPoint(glyph.x1, glyph.y1, turn);
    return { ...glyph, x0, y0, x1, y1 };
  });
  if (turn === mainTurn) return wordsOf(straight, true, vertical);
  return wordsOf(straight, false).map((word) => {
    const box = turnBox(turnBox(word, -turn), mainTurn);
    return { ...word, ...box, base: box.y0, upright: false };
  });
}

/** The box of something on the page, in the page's own user space. */
export function userBox(page: Pick<PageContent, "turns" | "skew" | "view">, box: Box): Box {
  return turnBox(page.skew ? askew(box, page.view, page.skew) : box, -page.turns);
}

/** A box keeps its size; its middle goes where it was before the page was straightened. */
function askew(box: Box, view: Box, angle: number): Box {
  const cx = (view.x0 + view.x1) / 2, cy = (view.y0 + view.y1) / 2;
  const x = (box.x0 + box.x1) / 2 - cx, y = (box.y0 + box.y1) / 2 - cy;
  const dx = x * Math.cos(angle) - y * Math.sin(angle) - x, dy = x * Math.sin(angle) + y * Math.cos(angle) - y;
  return { x0: box.x0 + dx, y0: box.y0 + dy, x1: box.x1 + dx, y1: box.y1 + dy };
}

/** How many quarter turns anti-clockwise the text runs; undefined for slanted text (watermarks). */
function quarterTurns(glyph: Glyph): number {
  const dx = glyph.x1 - glyph.x0, dy = glyph.y1 - glyph.y0;
  if (Math.abs(dy) <= 0.1 * Math.abs(dx)) return dx >= 0 ? 0 : 2;
  if (Math.abs(dx) <= 0.1 * Math.abs(dy)) return dy >= 0 ? 1 : 3;
  return -1;
}
