/** A page as it is shown, in points: what lies over it is placed by these, and so it scales with it. */
export interface PageFrame {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** From the PDF's points to those of the page as it is shown; see `rectangleOf`. */
  readonly transform: readonly number[];
}
