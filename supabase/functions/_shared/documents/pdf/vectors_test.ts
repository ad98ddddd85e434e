import assert from "node:assert/strict";
import { IDENTITY } from "./geometry.ts";
import { VectorCollector, type Vectors } from "./vectors.ts";

const PAGE = { x0: 0, y0: 0, x1: 600, y1: 800 };

interface Paint {
  readonly filled?: boolean;
  readonly stroked?: boolean;
  readonly fill?: string;
}

function collect(...paths: (readonly [number[], Paint])[]): Vectors {
  const collector = new VectorCollector();
  for (const [data, paint] of paths) {
    collector.add({
      data,
      matrix: IDENTITY,
      filled: false,
      stroked: false,
      fill: "#000000",
      lineWidth: 1,
      clip: PAGE,
      ...paint,
    });
  }
  return collector.finish();
}

const line = (x0: number, y0: number, x1: number, y1: number): readonly [number[], Paint] => [
  [0, x0, y0, 1, x1, y1],
  { stroked: true },
];
const box = (x0: number, y0: number, x1: number, y1: number, paint: Paint): readonly [number[], Paint] => [
  [0, x0, y0, 1, x1, y0, 1, x1, y1, 1, x0, y1, 4],
  paint,
];
const spans = (rules: Vectors["horizontal"]): number[][] => rules.map(({ at, from, to }) => [at, from, to]);

Deno.test("pieces of one line are one rule, dashes too", () => {
  const { horizontal } = collect(
    line(0, 10, 50, 10),
    line(50, 10, 100, 10.2),
    ...[0, 6, 12].map((x) => line(x, 90, x + 4, 90)),
  );
  assert.deepEqual(spans(horizontal), [[10, 0, 100], [90, 0, 16]]);
});

Deno.test("a thin filled box is a rule, a thick one is shading, an outline is four rules", () => {
  const thin = collect(box(0, 10, 100, 11, { filled: true }));
  assert.deepEqual([thin.horizontal.length, thin.fills.length], [1, 0]);
  const thick = collect(box(0, 10, 100, 30, { filled: true, fill: "#dddddd" }));
  assert.deepEqual([thick.horizontal.length, thick.fills.length, spans(thick.edges)], [0, 1, [[10, 0, 100], [
    30,
    0,
    100,
  ]]]);
  const outline = collect(box(0, 10, 100, 30, { stroked: true }));
  assert.deepEqual([outline.horizontal.length, outline.vertical.length], [2, 2]);
});

Deno.test("white boxes leave no trace, and slanted lines are no rules", () => {
  const { fills, horizontal, vertical, strokes } = collect(
    box(0, 0, 100, 50, { filled: true, fill: "#ffffff" }),
    line(0, 0, 100, 80),
  );
  assert.deepEqual([fills.length, horizontal.length, vertical.length, strokes.length], [0, 0, 0, 1]);
});

Deno.test("a page with more lines than a table ever has is a drawing: it has no rules", () => {
  const lines = Array.from({ length: 4_800 }, (_, i) => {
    const x = i % 12 * 50, y = Math.floor(i / 12) * 2;
    return line(x, y, x + 20, y);
  });
  const { horizontal, vertical } = collect(...lines);
  assert.deepEqual([horizontal.length, vertical.length], [0, 0]);
});
