/**
 * How sure it is that a question is one, and whole.
 *
 * @module
 */
import type { Content } from "../content/question.ts";
import type { Outline } from "./outline.ts";

export function confidenceOf(
  { start, regions }: Outline,
  { text, parts, options }: Content,
  certainty: number,
): number {
  const says = text.length + parts.length * 10 + options.length * 5;
  const style = start.label.style === "#" ? 0.85 : start.label.kind === "decimal" ? 1 : 0.85;
  const whole = says === 0 ? 0.6 : regions.length > 2 ? 0.8 : 1;
  return Math.round(100 * (0.4 + 0.58 * start.fit) * style * whole * (0.5 + 0.5 * certainty)) / 100;
}
