/**
 * Walks a page's operators once, keeping the graphics and the text state (ISO 32000-1, 8.4 and 9.3), and tells a sink
 * of every visible glyph and every painted path in the page's own user space.
 *
 * @module
 */
import { type Box, IDENTITY, intersection, type Matrix, multiply, transformBox, translated } from "./geometry.ts";
import type { Pdfjs } from "./pdfjs.ts";

export interface Glyph {
  readonly text: string;
  /** Start and end of the glyph on its baseline. */
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** Font size in user space. */
  readonly size: number;
  readonly bold: boolean;
  /** Painted in white: on white paper nobody sees it. */
  readonly white?: boolean;
}

export interface PaintedPath {
  /** pdf.js path codes: 0 move, 1 line, 2 curve (6 numbers), 3 quadratic (4), 4 close. */
  readonly data: ArrayLike<number>;
  readonly matrix: Matrix;
  readonly filled: boolean;
  readonly stroked: boolean;
  readonly fill: string;
  readonly lineWidth: number;
  readonly clip: Box;
}

export interface ContentSink {
  glyph(glyph: Glyph): void;
  path(path: PaintedPath): void;
  /**
   * Where the unit square lies after a change of the matrix. Pictures are painted on it, and pdf.js leaves out those that it
   * does not decode: this is where one may be.
   */
  square?(box: Box): void;
  /** Where colours that run into each other are painted. */
  shading?(box: Box): void;
}

export interface OperatorList {
  readonly fnArray: readonly number[];
  // deno-lint-ignore no-explicit-any
  readonly argsArray: readonly any[];
}

export interface FontFacts {
  readonly fontMatrix?: readonly number[] | undefined;
  readonly vertical?: boolean;
  readonly bold?: boolean;
}

export interface ContentContext {
  readonly ops: Pdfjs["OPS"];
  font(id: string): FontFacts | undefined;
  layerVisible(group: unknown): boolean;
  readonly view: Box;
}

interface PdfjsGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric?: readonly number[] | null;
}

interface State {
  matrix: Matrix;
  clip: Box;
  fill: string;
  /** 0..1, of fills and of strokes. */
  fillAlpha: number;
  strokeAlpha: number;
  lineWidth: number;
  font: FontFacts;
  fontSize: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  rise: number;
  leading: number;
  renderMode: number;
}

/** Text painted in no way: mode 3, used under scanned images, and 7, used for clipping only. */
const INVISIBLE_TEXT = [3, 7];
/** Modes in which text is stroked, and those in which it is nothing else. */
const STROKED_TEXT = [1, 2, 5, 6], OUTLINED_TEXT = [1, 5];
/** Nobody sees what is fainter. */
const FAINT = 0.02;
/** Of red, green and blue, in hexadecimal. */
const WHITE = /^#f[a-f]f[a-f]f[a-f]$/i;
const MAX_NESTING = 512;
const UNIT_SQUARE: Box = { x0: 0, y0: 0, x1: 1, y1: 1 };

// deno-lint-ignore no-explicit-any
type Handler = (args: any) => void;

export function walkContent(list: OperatorList, context: ContentContext, sink: ContentSink): void {
  const handlers = handlersOf(new Walker(context, sink), context);
  for (let i = 0; i < list.fnArray.length; i++) handlers[list.fnArray[i]!]?.(list.argsArray[i]);
}

/**
 * What each operator does, by its number: looking it up costs the same for all, where a `switch` tries one after another.
 * Arguments are taken by index: taking a list apart makes an iterator each time until the engine has optimised it.
 */
function handlersOf(walker: Walker, { ops, layerVisible }: ContentContext): readonly (Handler | undefined)[] {
  const handlers: Handler[] = [];
  handlers[ops.save] = () => walker.save();
  handlers[ops.restore] = () => walker.restore();
  handlers[ops.transform] = (matrix) => walker.transform(matrix);
  handlers[ops.paintFormXObjectBegin] = (args) => walker.beginForm(args?.[0], args?.[1]);
  handlers[ops.paintFormXObjectEnd] = () => walker.restore();
  handlers[ops.setLineWidth] = (args) => walker.state.lineWidth = Number(args[0]);
  handlers[ops.setFillRGBColor] = (args) => walker.state.fill = String(args[0]);
  handlers[ops.setFillColorN] = () => walker.state.fill = "pattern";
  handlers[ops.setFillTransparent] = () => walker.state.fill = "pattern";
  handlers[ops.shadingFill] = () => walker.shade();
  handlers[ops.setGState] = (args) => walker.setGraphicsState(args[0]);
  handlers[ops.clip] = () => walker.clipNext();
  handlers[ops.eoClip] = () => walker.clipNext();
  handlers[ops.constructPath] = pathHandler(walker, ops);
  handlers[ops.beginText] = () => walker.setTextMatrix(IDENTITY);
  handlers[ops.setFont] = (args) => walker.setFont(String(args[0]), Number(args[1]));
  handlers[ops.setCharSpacing] = (args) => walker.state.charSpacing = Number(args[0]);
  handlers[ops.setWordSpacing] = (args) => walker.state.wordSpacing = Number(args[0]);
  handlers[ops.setHScale] = (args) => walker.state.scale = Number(args[0]) / 100;
  handlers[ops.setTextRise] = (args) => walker.state.rise = Number(args[0]);
  // As pdf.js keeps it, the leading is negated.
  handlers[ops.setLeading] = (args) => walker.state.leading = -Number(args[0]);
  handlers[ops.setTextRenderingMode] = (args) => walker.state.renderMode = Number(args[0]);
  handlers[ops.moveText] = (args) => walker.moveText(Number(args[0]), Number(args[1]));
  handlers[ops.setLeadingMoveText] = (args) => {
    walker.state.leading = Number(args[1]);
    walker.moveText(Number(args[0]), Number(args[1]));
  };
  handlers[ops.nextLine] = () => walker.moveText(0, walker.state.leading);
  handlers[ops.setTextMatrix] = (args) => walker.setTextMatrix(matrixOf(args.length === 6 ? args : args[0]));
  handlers[ops.showText] = (args) => walker.show(args[0]);
  handlers[ops.beginMarkedContentProps] = (args) => walker.beginLayer(args[0] !== "OC" || layerVisible(args[1]));
  handlers[ops.beginMarkedContent] = () => walker.beginLayer(true);
  handlers[ops.endMarkedContent] = () => walker.endLayer();
  return handlers;
}

function pathHandler(walker: Walker, ops: ContentContext["ops"]): Handler {
  const both = [ops.fillStroke, ops.eoFillStroke, ops.closeFillStroke, ops.closeEOFillStroke];
  const filling = [ops.fill, ops.eoFill, ...both], stroking = [ops.stroke, ops.closeStroke, ...both];
  return (args) => walker.path(args[1]?.[0], args[2], filling.includes(args[0]), stroking.includes(args[0]));
}

const matrixOf = (numbers: ArrayLike<number>): Matrix => Array.from(numbers) as unknown as Matrix;

class Walker {
  state: State;
  readonly #stack: State[] = [];
  #line: Matrix = IDENTITY;
  #text: Matrix = IDENTITY;
  #clipNext = false;
  readonly #layers: boolean[] = [];
  #hidden = false;
  readonly #context: ContentContext;
  readonly #sink: ContentSink;

  constructor(context: ContentContext, sink: ContentSink) {
    this.#context = context;
    this.#sink = sink;
    this.state = {
      matrix: IDENTITY,
      clip: context.view,
      fill: "#000000",
      fillAlpha: 1,
      strokeAlpha: 1,
      lineWidth: 1,
      font: {},
      fontSize: 0,
      charSpacing: 0,
      wordSpacing: 0,
      scale: 1,
      rise: 0,
      leading: 0,
      renderMode: 0,
    };
  }

  save(): void {
    if (this.#stack.length < MAX_NESTING) this.#stack.push({ ...this.state });
  }

  restore(): void {
    this.state = this.#stack.pop() ?? this.state;
  }

  transform(matrix: Matrix): void {
    this.state.matrix = multiply(this.state.matrix, matrix);
    this.#sink.square?.(transformBox(this.state.matrix, UNIT_SQUARE));
  }

  beginForm(matrix: ArrayLike<number> | null | undefined, box: ArrayLike<number> | null | undefined): void {
    this.save();
    if (matrix) this.transform(matrixOf(matrix));
    if (box) this.#clipTo(box);
  }

  setGraphicsState(changes: readonly [string, unknown][]): void {
    for (const [key, value] of changes) {
      if (key === "LW") this.state.lineWidth = Number(value);
      else if (key === "ca") this.state.fillAlpha = Number(value);
      else if (key === "CA") this.state.strokeAlpha = Number(value);
      else if (key === "Font" && Array.isArray(value)) this.setFont(String(value[0]), Number(value[1]));
    }
  }

  setFont(id: string, size: number): void {
    this.state.font = this.#context.font(id) ?? {};
    this.state.fontSize = size;
  }

  clipNext(): void {
    this.#clipNext = true;
  }

  path(
    data: ArrayLike<number> | null | undefined,
    box: ArrayLike<number> | null | undefined,
    filled: boolean,
    stroked: boolean,
  ): void {
    const { matrix, fill, fillAlpha, strokeAlpha, lineWidth, clip } = this.state;
    const isFilled = filled && fillAlpha > FAINT, isStroked = stroked && strokeAlpha > FAINT;
    if (data && (isFilled || isStroked) && !this.#hidden) {
      this.#sink.path({ data, matrix, filled: isFilled, stroked: isStroked, fill, lineWidth, clip });
    }
    if (this.#clipNext && box) this.#clipTo(box);
    this.#clipNext = false;
  }

  shade(): void {
    if (!this.#hidden) this.#sink.shading?.(this.state.clip);
  }

  setTextMatrix(matrix: Matrix): void {
    this.#line = this.#text = matrix;
  }

  moveText(x: number, y: number): void {
    this.#line = this.#text = translated(this.#line, x, y);
  }

  show(glyphs: readonly (PdfjsGlyph | number)[]): void {
    const { font, fontSize, scale, charSpacing, wordSpacing } = this.state;
    const visible = !this.#hidden && this.#paintsText();
    const vertical = font.vertical ?? false, unit = Math.abs(font.fontMatrix?.[0] ?? 0.001);
    const at = multiply(this.state.matrix, this.#text);
    const size = Math.hypot(at[2], at[3]) * Math.abs(fontSize);
    const legible = visible && size > 0.1 && size < 2000;
    // How far the pen has moved from where the string began, in text space.
    let along = 0;
    for (let i = 0; i < glyphs.length; i++) {
      const glyph = glyphs[i]!;
      if (typeof glyph === "number") {
        along += vertical ? -glyph / 1000 * fontSize : -glyph / 1000 * fontSize * scale;
        continue;
      }
      const spacing = charSpacing + (glyph.isSpace ? wordSpacing : 0);
      const width = vertical ? Math.abs(glyph.vmetric?.[0] ?? 1000) / 1000 * fontSize : glyph.width * unit * fontSize;
      if (legible && glyph.unicode) this.#place(glyph.unicode, at, along, width, size);
      along += vertical ? width + spacing : (width + spacing) * scale;
    }
    this.#text = vertical ? translated(this.#text, 0, -along) : translated(this.#text, along, 0);
  }

  #paintsText(): boolean {
    const { renderMode, fillAlpha, strokeAlpha } = this.state;
    if (INVISIBLE_TEXT.includes(renderMode)) return false;
    return fillAlpha > FAINT && !OUTLINED_TEXT.includes(renderMode) ||
      strokeAlpha > FAINT && STROKED_TEXT.includes(renderMode);
  }

  #place(text: string, at: Matrix, along: number, width: number, size: number): void {
    const { font, fontSize, rise, scale, clip, fill, renderMode } = this.state;
    // A vertical glyph's box is taken as the em square right of its origin: good enough to tell cells apart.
    const x = font.vertical ? -width / 2 : along, y = font.vertical ? -along - width : rise;
    const x0 = at[0] * x + at[2] * y + at[4], y0 = at[1] * x + at[3] * y + at[5];
    const end = font.vertical ? width : width * scale;
    const x1 = x0 + at[0] * end, y1 = y0 + at[1] * end;
    const cx = (x0 + x1) / 2 + at[2] * fontSize * 0.3, cy = (y0 + y1) / 2 + at[3] * fontSize * 0.3;
    if (cx < clip.x0 || cx > clip.x1 || cy < clip.y0 || cy > clip.y1) return;
    const bold = font.bold ?? false, white = WHITE.test(fill) && !STROKED_TEXT.includes(renderMode);
    this.#sink.glyph(white ? { text, x0, y0, x1, y1, size, bold, white } : { text, x0, y0, x1, y1, size, bold });
  }

  beginLayer(visible: boolean): void {
    this.#layers.push(visible);
    this.#hidden ||= !visible;
  }

  endLayer(): void {
    if (this.#layers.pop() === false) this.#hidden = this.#layers.includes(false);
  }

  /** A clip of any shape is taken as its bounding box: nothing visible is lost. */
  #clipTo(box: ArrayLike<number>): void {
    const { matrix, clip } = this.state;
    const upright = transformBox(matrix, { x0: box[0]!, y0: box[1]!, x1: box[2]!, y1: box[3]! });
    this.state.clip = intersection(clip, upright) ?? { x0: 0, y0: 0, x1: -1, y1: -1 };
  }
}
