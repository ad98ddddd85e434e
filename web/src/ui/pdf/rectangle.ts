/** `[x0, y0, x1, y1]` in PDF points from the bottom left of an unturned page. */
export type PdfBox = readonly [number, number, number, number];

/** In points of the page as it is shown: from the top left, turned as the page is. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function contains({ x, y, width, height }: Rectangle, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

/**
 * Where a box of a PDF is on the page as it is shown: from the top left, turned as the page is.
 *
 * @param transform a viewport's `[a, b, c, d, e, f]`
 * @param margin points by which the rectangle is larger than the box on each side, so that a line around it does not
 *   touch the letters
 */
export function rectangleOf(box: PdfBox, transform: readonly number[], margin = 0): Rectangle {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const at = (x: number, y: number) => [a * x + c * y + e, b * x + d * y + f] as const;
  const [xa, ya] = at(box[0], box[1]);
  const [xb, yb] = at(box[2], box[3]);
  return {
    x: Math.min(xa, xb) - margin,
    y: Math.min(ya, yb) - margin,
    width: Math.abs(xb - xa) + 2 * margin,
    height: Math.abs(yb - ya) + 2 * margin,
  };
}

/** The way back from {@link rectangleOf}, to hundredths of a point. */
export function boxOf({ x, y, width, height }: Rectangle, transform: readonly number[]): PdfBox {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const determinant = a * d - b * c;
  const at = (x: number, y: number) =>
    [(d * (x - e) - c * (y - f)) / determinant, (a * (y - f) - b * (x - e)) / determinant] as const;
  const [xa, ya] = at(x, y);
  const [xb, yb] = at(x + width, y + height);
  const round = (value: number) => Math.round(value * 100) / 100 + 0;
  return [
    round(Math.min(xa, xb)),
    round(Math.min(ya, yb)),
    round(Math.max(xa, xb)),
    round(Math.max(ya, yb)),
  ];
}
