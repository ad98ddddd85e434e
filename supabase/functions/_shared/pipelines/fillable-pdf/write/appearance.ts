/**
 * Appearance streams, so that every viewer shows and prints the fields without making appearances itself.
 *
 * @module
 */
import type { PDFContext, PDFRef } from "@cantoo/pdf-lib";

/** Width and height of a widget on the page, and how far its content is turned, in degrees anti-clockwise. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

/** Makes each different appearance once. */
export class Appearances {
  readonly #made = new Map<string, PDFRef>();

  constructor(private readonly context: PDFContext) {}

  emptyText(look: Look): PDFRef {
    return this.#form(look, () => "/Tx BMC EMC");
  }

  off(look: Look): PDFRef {
    return this.#form(look, () => "");
  }

  /** A cross from corner to corner. */
  crossed(look: Look): PDFRef {
    return this.#form(look, (width, height) => {
      const side = 0.7 * Math.min(width, height), x = (width - side) / 2, y = (height - side) / 2;
      const line = number(Math.max(0.8, side / 8));
      const [l, b, r, t] = [x, y, x + side, y + side].map(number);
      return `q ${line} w 1 J 0 G ${l} ${b} m ${r} ${t} l ${l} ${t} m ${r} ${b} l S Q`;
    });
  }

  /** A filled circle in the middle. */
  dotted(look: Look): PDFRef {
    return this.#form(look, (width, height) => {
      const radius = 0.28 * Math.min(width, height), x = width / 2, y = height / 2, k = 0.5523 * radius;
      const point = (dx: number, dy: number) => `${number(x + dx)} ${number(y + dy)}`;
      const r = radius;
      return [
        `q 0 g ${point(r, 0)} m`,
        `${point(r, k)} ${point(k, r)} ${point(0, r)} c ${point(-k, r)} ${point(-r, k)} ${point(-r, 0)} c`,
        `${point(-r, -k)} ${point(-k, -r)} ${point(0, -r)} c ${point(k, -r)} ${point(r, -k)} ${point(r, 0)} c f Q`,
      ].join("\n");
    });
  }

  #form({ width, height, rotation }: Look, draw: (width: number, height: number) => string): PDFRef {
    const sideways = rotation % 180 === 90;
    const [w, h] = sideways ? [height, width] : [width, height];
    const content = draw(w, h);
    const key = `${number(w)} ${number(h)} ${rotation} ${content}`;
    let made = this.#made.get(key);
    if (!made) {
      made = this.context.register(this.context.stream(content, {
        Type: "XObject",
        Subtype: "Form",
        BBox: [0, 0, w, h],
        Resources: {},
        ...(rotation !== 0 && { Matrix: matrixOf(rotation, width, height) }),
      }));
      this.#made.set(key, made);
    }
    return made;
  }
}

/** Turns a form of swapped or equal sides so that it fills the widget's rectangle. */
function matrixOf(rotation: number, width: number, height: number): number[] {
  if (rotation === 90) return [0, 1, -1, 0, width, 0];
  if (rotation === 180) return [-1, 0, 0, -1, width, height];
  return [0, -1, 1, 0, 0, height];
}

const number = (value: number): string => String(Math.round(value * 1000) / 1000);
