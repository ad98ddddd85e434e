/**
 * Text as it is compared: lower case, without accents, with plain quotes and dashes.
 *
 * @module
 */
const LETTERS: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\x20-\x7e\t\n]*$/.test(lower)) return lower;
  return lower.normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter]!)
    .replace(/[‘’‚‛´`]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—―−]/g, "-")
    .replace(/[•●▪◦·∙]/g, "*");
}
