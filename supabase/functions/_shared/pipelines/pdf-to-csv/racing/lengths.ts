/**
 * Margins between horses, in lengths. A nose is a twentieth, a head a fifth, a neck three tenths of a length, as the
 * charts' publishers count them.
 *
 * @module
 */
const WORDS: Record<string, number> = { nose: 0.05, head: 0.2, neck: 0.3 };

/** "2 3/4", "Neck", "1/2" in lengths; undefined when it is no margin. */
export function lengthsOf(margin: string): number | undefined {
  const word = WORDS[margin.trim().toLowerCase()];
  if (word !== undefined) return word;
  const match = /^(\d+)?\s*(?:(\d+)\/(\d+))?$/.exec(margin.trim());
  if (!match || margin.trim() === "") return undefined;
  return Number(match[1] ?? 0) + (match[2] ? Number(match[2]) / Number(match[3]) : 0);
}
