/** From where on a table needs no second look, and below which it should not be taken without one. */
const SURE = 0.97;
const DOUBTFUL = 0.85;

export interface Confidence {
  readonly level: "high" | "fair" | "low";
  readonly text: string;
}

/** How sure a table is, in words and as the share of it that can be expected to be right. */
export function confidenceOf(share: number): Confidence {
  const percent = `${Math.floor(share * 100)} %`;
  if (share >= SURE) return { level: "high", text: `High confidence, ${percent}` };
  if (share >= DOUBTFUL) return { level: "fair", text: `Fair confidence, ${percent}: look it over` };
  return { level: "low", text: `Low confidence, ${percent}: check it against the page` };
}
