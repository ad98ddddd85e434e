/**
 * One page as a form reads: words, blanks made of underscores, glyphs that are boxes to tick, and all that is painted.
 * Upright, as in {@link ./page.ts}: turned so that most of its text runs from left to right.
 *
 * @module
 */
import { type Glyph, type OperatorList, walkContent } from "./content.ts";
import { dashedPaths } from "./dashes.ts";
import { type Drawing, DrawingCollector } from "./drawing.ts";
import { type Blank, type FormGlyph, splitGlyphs, type TickGlyph } from "./form_glyphs.ts";
import type { Box } from "./geometry.ts";
import type { PageContext } from "./page.ts";
import type { PDFPageProxy } from "./pdfjs.ts";
import { turnBox, turnPath, turnPoint } from "./turn.ts";
import { type Word, wordsOf } from "./words.ts";

export interface Widget extends Box {
  readonly name: string;
}

export interface FormPage {
  /** From 1. */
  readonly number: number;
  /** The visible part of the page, upright. */
  readonly view: Box;
  /** Quarter turns from the page's user space to upright. */
  readonly turns: number;
  /** See `PageContent` in ./page.ts. */
  readonly skew?: number;
  readonly words: readonly Word[];
  readonly blanks: readonly Blank[];
  readonly ticks: readonly TickGlyph[];
  readonly drawing: Drawing;
  /** Fields that the page has already. */
  readonly widgets: readonly Widget[];
}

const MAX_GLYPHS = 40_000;
const SYMBOL_FONT = /dingbat|wingding|webding|symbol/i;

export async function readFormPage(page: PDFPageProxy, context: PageContext): Promise<FormPage> {
  const { OPS, AnnotationMode } = context.pdfjs;
  const list = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE }) as OperatorList;
  const [vx0 = 0, vy0 = 0, vx1 = 612, vy1 = 792] = page.view;
  const view = { x0: Math.min(vx0, vx1), y0: Math.min(vy0, vy1), x1: Math.max(vx0, vx1), y1: Math.max(vy0, vy1) };
  const byTurn: FormGlyph[][] = [[], [], [], []];
  // A font is asked for when it is set, before its glyphs are shown.
  let symbol = false;
  const paths: Parameters<DrawingCollector["add"]>[0][] = [];
  let glyphs = 0;
  walkContent(list, {
    ops: OPS,
    font: (id) => {
      const font = page.commonObjs.has(id) ? page.commonObjs.get(id) : undefined;
      symbol = SYMBOL_FONT.test(String(font?.name ?? ""));
      return font;
    },
    layerVisible: context.layerVisible,
    view,
  }, {
    glyph: (glyph) => {
      if (++glyphs <= MAX_GLYPHS) byTurn[quarterTurns(glyph)]?.push({ ...glyph, symbol });
    },
    path: (path) => paths.push(path),
  });
  const turns = byTurn.reduce((best, some, turn) => some.length > byTurn[best]!.length ? turn : best, 0);
  const collector = new DrawingCollector();
  const dashed = dashedPaths(list, OPS);
  for (const path of paths) collector.add(turns === 0 ? path : turnPath(path, turns), dashed.has(path.data));
  const drawing = collector.finish();
  const upright = splitGlyphs(byTurn[turns]!.map((glyph) => turned(glyph, turns)));
  const walls = drawing.vertical.map((stroke) => ({ ...stroke, width: 1 }));
  const words = wordsOf(upright.text, true, walls);
  for (const [turn, some] of byTurn.entries()) {
    if (turn === turns || some.length === 0) continue;
    for (const word of wordsOf(some.map((glyph) => turned(glyph, turn)), false)) {
      const box = turnBox(turnBox(word, -turn), turns);
      words.push({ ...word, ...box, base: box.y0, upright: false });
    }
  }
  return {
    number: page.pageNumber,
    view: turnBox(view, turns),
    turns,
    words,
    blanks: upright.blanks,
    ticks: upright.ticks,
    drawing,
    widgets: await widgetsOf(page, turns),
  };
}

async function widgetsOf(page: PDFPageProxy, turns: number): Promise<Widget[]> {
  // A broken annotation is no reason to give up on the page.
  const annotations = await page.getAnnotations().catch(() => []);
  return annotations.filter(({ subtype }) => subtype === "Widget").map(({ rect, fieldName }) => {
    const [x0, y0, x1, y1] = rect as [number, number, number, number];
    return { ...turnBox({ x0, y0, x1, y1 }, turns), name: String(fieldName ?? "") };
  });
}

function turned(glyph: FormGlyph, turn: number): FormGlyph {
  if (turn === 0) return glyph;
  const [x0, y0] = turnPoint(glyph.x0, glyph.y0, turn), [x1, y1] = turnPoint(glyph.x1, glyph.y1, turn);
  return { ...glyph, x0, y0, x1, y1 };
}

/** How many quarter turns anti-clockwise the text runs; -1 for slanted text (watermarks). */
function quarterTurns(glyph: Glyph): number {
  const dx = glyph.x1 - glyph.x0, dy = glyph.y1 - glyph.y0;
  if (Math.abs(dy) <= 0.1 * Math.abs(dx)) return dx >= 0 ? 0 : 2;
  if (Math.abs(dx) <= 0.1 * Math.abs(dy)) return dy >= 0 ? 1 : 3;
  return -1;
}
