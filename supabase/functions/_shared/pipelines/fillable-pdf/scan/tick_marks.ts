/**
 * Small empty squares and circles in a picture: boxes to tick.
 *
 * @module
 */
import type { Gray } from "../../../documents/render/raster.ts";
import { type Component, componentsOf, INK } from "./components.ts";

export interface TickMark extends Component {
  readonly round: boolean;
}

/** In inches. */
const MIN_SIDE = 6 / 72, MIN_CIRCLE = 7.5 / 72, MAX_SIDE = 19 / 72;
const SQUARENESS = 0.25;
/** How much of each side, or of the circle, is drawn. */
const DRAWN = 0.85;
/** How far from its edge a shape is drawn, as a share of its side. */
const STROKE = 0.2;
/** The share of the middle that may be ink: specks. */
const MAX_DIRT = 0.04;
/** A letter O has neighbours this close, in inches. */
const LETTER_GAP = 1.7 / 72;

export function tickMarksOf(picture: Gray, dpi: number): TickMark[] {
  const components = componentsOf(picture);
  const found = components.filter((component) => hasTickSize(component, dpi)).flatMap((component): TickMark[] => {
    if (dirt(picture, component) > MAX_DIRT) return [];
    if (isSquare(picture, component)) return [{ ...component, round: false }];
    const isLarge = component.x1 - component.x0 >= MIN_CIRCLE * dpi;
    return isLarge && isCircle(picture, component) ? [{ ...component, round: true }] : [];
  });
  return found.filter((mark) => !mark.round || !isLetter(mark, components, dpi));
}

function hasTickSize({ x0, y0, x1, y1 }: Component, dpi: number): boolean {
  const width = x1 - x0, height = y1 - y0;
  return Math.min(width, height) >= MIN_SIDE * dpi && Math.max(width, height) <= MAX_SIDE * dpi &&
    Math.abs(width - height) <= SQUARENESS * Math.max(width, height);
}

/** The share of the middle half of each side that is ink. */
function dirt({ width, data }: Gray, { x0, y0, x1, y1 }: Component): number {
  const margin = Math.ceil((x1 - x0) / 4);
  let ink = 0, all = 0;
  for (let y = y0 + margin; y < y1 - margin; y++) {
    for (let x = x0 + margin; x < x1 - margin; x++) {
      all++;
      if (data[y * width + x]! < INK) ink++;
    }
  }
  return ink / Math.max(1, all);
}

/** Ink along all of each side. */
function isSquare({ width, data }: Gray, { x0, y0, x1, y1 }: Component): boolean {
  const depth = Math.max(2, Math.round(STROKE * Math.min(x1 - x0, y1 - y0)));
  const isInk = (x: number, y: number) => data[y * width + x]! < INK;
  const share = (length: number, at: (along: number, into: number) => boolean) => {
    let drawn = 0;
    for (let along = 0; along < length; along++) {
      for (let into = 0; into < depth; into++) {
        if (!at(along, into)) continue;
        drawn++;
        break;
      }
    }
    return drawn / length;
  };
  return [
    share(x1 - x0, (along, into) => isInk(x0 + along, y0 + into)),
    share(x1 - x0, (along, into) => isInk(x0 + along, y1 - 1 - into)),
    share(y1 - y0, (along, into) => isInk(x0 + into, y0 + along)),
    share(y1 - y0, (along, into) => isInk(x1 - 1 - into, y0 + along)),
  ].every((side) => side >= DRAWN) && corners({ width, data }, { x0, y0, x1, y1 }) >= 3;
}

/** How many corners are drawn: those of a circle are not. */
function corners({ width, data }: Pick<Gray, "width" | "data">, { x0, y0, x1, y1 }: Component): number {
  const reach = Math.max(2, Math.round(0.12 * (x1 - x0)));
  const hasInk = (left: number, top: number) => {
    for (let y = top; y < top + reach; y++) {
      for (let x = left; x < left + reach; x++) if (data[y * width + x]! < INK) return true;
    }
    return false;
  };
  return [[x0, y0], [x1 - reach, y0], [x0, y1 - reach], [x1 - reach, y1 - reach]]
    .filter(([x, y]) => hasInk(x!, y!)).length;
}

/** Ink in all directions about as far from the middle. */
function isCircle({ width, data }: Gray, { x0, y0, x1, y1 }: Component): boolean {
  const cx = (x0 + x1 - 1) / 2, cy = (y0 + y1 - 1) / 2, rx = (x1 - x0) / 2, ry = (y1 - y0) / 2;
  const DIRECTIONS = 32;
  let drawn = 0;
  for (let i = 0; i < DIRECTIONS; i++) {
    const angle = 2 * Math.PI * i / DIRECTIONS;
    for (let share = 1.02; share >= 1 - 1.5 * STROKE; share -= 0.04) {
      const x = Math.round(cx + share * rx * Math.cos(angle)), y = Math.round(cy + share * ry * Math.sin(angle));
      if (data[y * width + x]! >= INK) continue;
      drawn++;
      break;
    }
  }
  return drawn / DIRECTIONS >= DRAWN && corners({ width, data }, { x0, y0, x1, y1 }) === 0;
}

function isLetter(mark: TickMark, components: readonly Component[], dpi: number): boolean {
  const gap = LETTER_GAP * dpi, height = mark.y1 - mark.y0;
  return components.some((other) =>
    Math.min(other.y1, mark.y1) - Math.max(other.y0, mark.y0) > 0.5 * Math.min(other.y1 - other.y0, height) &&
    other.y1 - other.y0 > height / 3 &&
    (other.x0 >= mark.x1 && other.x0 - mark.x1 < gap || other.x1 <= mark.x0 && mark.x0 - other.x1 < gap)
  );
}
