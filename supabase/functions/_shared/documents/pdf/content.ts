/**
 * Walks a page's operators once, keeping the graphics and the text state (ISO 32000-1, 8.4 and 9.3), and tells a sink
 * of every visible glyph and every painted path in the page's own user space.
 *
 * @module
 */
import { type Box, IDENTITY, intersection, type Matrix, multiply, transformBox } from "./geometry.ts";
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
const INVISIBLE_TEXT = new Set([3, 7]);
const MAX_NESTING = 512;

export function walkContent(list: OperatorList, context: ContentContext, sink: ContentSink): void {
  const { ops } = context;
  const filling = new Set<number>([
    ops.fill,
    ops.eoFill,
    ops.fillStroke,
    ops.eoFillStroke,
    ops.closeFillStroke,
    ops.closeEOFillStroke,
  ]);
  const stroking = new Set<number>([
    ops.stroke,
    ops.closeStroke,
    ops.fillStroke,
    ops.eoFillStroke,
    ops.closeFillStroke,
    ops.closeEOFillStroke,
  ]);
  let state: State = {
    matrix: IDENTITY,
    clip: context.view,
    fill: "#000000",
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
  const stack: State[] = [];
  const save = () => {
    if (stack.length < MAX_NESTING) stack.push({ ...state });
  };
  const restore = () => {
    state = stack.pop() ?? state;
  };
  let line: Matrix = IDENTITY;
  let text: Matrix = IDENTITY;
  let clipNext = false;
  const layers: boolean[] = [];
  const hidden = () => layers.includes(false);

  const setFont = (id: string, size: number) => {
    state.font = context.font(id) ?? {};
    state.fontSize = size;
  };
  const moveText = (x: number, y: number) => {
    line = multiply(line, [1, 0, 0, 1, x, y]);
    text = line;
  };
  const show = (glyphs: readonly (PdfjsGlyph | number)[]) => {
    const { font, fontSize, scale } = state;
    const invisible = INVISIBLE_TEXT.has(state.renderMode) || hidden();
    const unit = Math.abs(font.fontMatrix?.[0] ?? 0.001);
    const at = multiply(state.matrix, text);
    // How far the pen has moved from where the string began, in text space.
    let along = 0;
    for (const glyph of glyphs) {
      if (typeof glyph === "number") {
        along += font.vertical ? -glyph / 1000 * fontSize : -glyph / 1000 * fontSize * scale;
        continue;
      }
      const spacing = state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0);
      const width = font.vertical
        ? Math.abs(glyph.vmetric?.[0] ?? 1000) / 1000 * fontSize
        : glyph.width * unit * fontSize;
      if (!invisible && glyph.unicode) place(glyph, at, along, width);
      along += font.vertical ? width + spacing : (width + spacing) * scale;
    }
    text = multiply(text, font.vertical ? [1, 0, 0, 1, 0, -along] : [1, 0, 0, 1, along, 0]);
  };
  const place = (glyph: PdfjsGlyph, at: Matrix, along: number, width: number) => {
    const { font, clip } = state;
    const size = Math.hypot(at[2], at[3]) * Math.abs(state.fontSize);
    if (!(size > 0.1 && size < 2000)) return;
    // A vertical glyph's box is taken as the em square right of its origin: good enough to tell cells apart.
    const x = font.vertical ? -width / 2 : along;
    const y = font.vertical ? -along - width : state.rise;
    const x0 = at[0] * x + at[2] * y + at[4], y0 = at[1] * x + at[3] * y + at[5];
    const end = font.vertical ? width : width * state.scale;
    const x1 = x0 + at[0] * end, y1 = y0 + at[1] * end;
    const cx = (x0 + x1) / 2 + at[2] * state.fontSize * 0.3, cy = (y0 + y1) / 2 + at[3] * state.fontSize * 0.3;
    if (cx < clip.x0 || cx > clip.x1 || cy < clip.y0 || cy > clip.y1) return;
    sink.glyph({ text: glyph.unicode, x0, y0, x1, y1, size, bold: font.bold ?? false });
  };

  for (let i = 0; i < list.fnArray.length; i++) {
    const args = list.argsArray[i];
    switch (list.fnArray[i]) {
      case ops.save:
        save();
        break;
      case ops.restore:
        restore();
        break;
      case ops.transform:
        state.matrix = multiply(state.matrix, args as Matrix);
        break;
      case ops.paintFormXObjectBegin:
        save();
        if (args?.[0]) {
          state.matrix = multiply(state.matrix, Array.from(args[0] as ArrayLike<number>) as unknown as Matrix);
        }
        if (args?.[1]) clipTo(state, args[1] as ArrayLike<number>);
        break;
      case ops.paintFormXObjectEnd:
        restore();
        break;
      case ops.setLineWidth:
        state.lineWidth = Number(args[0]);
        break;
      case ops.setFillRGBColor:
        state.fill = String(args[0]);
        break;
      case ops.setFillColorN:
      case ops.setFillTransparent:
        state.fill = "pattern";
        break;
      case ops.setGState:
        for (const [key, value] of args[0] as [string, unknown][]) {
          if (key === "LW") state.lineWidth = Number(value);
          else if (key === "Font" && Array.isArray(value)) setFont(String(value[0]), Number(value[1]));
        }
        break;
      case ops.clip:
      case ops.eoClip:
        clipNext = true;
        break;
      case ops.constructPath: {
        const data = args[1]?.[0] as ArrayLike<number> | null | undefined;
        const filled = filling.has(args[0]), stroked = stroking.has(args[0]);
        if (data && (filled || stroked) && !hidden()) {
          sink.path({
            data,
            matrix: state.matrix,
            filled,
            stroked,
            fill: state.fill,
            lineWidth: state.lineWidth,
            clip: state.clip,
          });
        }
        if (clipNext && args[2]) clipTo(state, args[2] as ArrayLike<number>);
        clipNext = false;
        break;
      }
      case ops.beginText:
        line = text = IDENTITY;
        break;
      case ops.setFont:
        setFont(String(args[0]), Number(args[1]));
        break;
      case ops.setCharSpacing:
        state.charSpacing = Number(args[0]);
        break;
      case ops.setWordSpacing:
        state.wordSpacing = Number(args[0]);
        break;
      case ops.setHScale:
        state.scale = Number(args[0]) / 100;
        break;
      case ops.setTextRise:
        state.rise = Number(args[0]);
        break;
      case ops.setLeading:
        // As pdf.js keeps it, the leading is negated.
        state.leading = -Number(args[0]);
        break;
      case ops.setTextRenderingMode:
        state.renderMode = Number(args[0]);
        break;
      case ops.moveText:
        moveText(Number(args[0]), Number(args[1]));
        break;
      case ops.setLeadingMoveText:
        state.leading = Number(args[1]);
        moveText(Number(args[0]), Number(args[1]));
        break;
      case ops.nextLine:
        moveText(0, state.leading);
        break;
      case ops.setTextMatrix:
        line = text = Array.from((args.length === 6 ? args : args[0]) as ArrayLike<number>) as unknown as Matrix;
        break;
      case ops.showText:
        show(args[0]);
        break;
      case ops.beginMarkedContentProps:
        layers.push(args[0] === "OC" ? context.layerVisible(args[1]) : true);
        break;
      case ops.beginMarkedContent:
        layers.push(true);
        break;
      case ops.endMarkedContent:
        layers.pop();
        break;
    }
  }
}

/** A clip of any shape is taken as its bounding box: nothing visible is lost. */
function clipTo(state: State, box: ArrayLike<number>): void {
  const upright = transformBox(state.matrix, { x0: box[0]!, y0: box[1]!, x1: box[2]!, y1: box[3]! });
  const clip = intersection(state.clip, upright);
  state.clip = clip ?? { x0: 0, y0: 0, x1: -1, y1: -1 };
}
