/** 1 fits the width. */
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** The next step up or down; undefined at the end. */
export function zoomed(zoom: number, way: "in" | "out"): number | undefined {
  return way === "in" ? STEPS.find((step) => step > zoom) : STEPS.findLast((step) => step < zoom);
}
