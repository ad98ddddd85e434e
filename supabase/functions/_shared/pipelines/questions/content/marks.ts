/**
 * What a question or a part is worth, as printed beside it: `[2]`, `(3 marks)`, `10 points`, `___/5`, `[Total: 8]`.
 *
 * @module
 */
const UNIT =
  "(?:points?|pts?\\.?|marks?|mks?\\.?|m|punkte?|p\\.|puntos?|ptos?\\.?|pontos?|punti|punt[eo]n?|points?|po[eä]ng|poeng|pkt\\.?|балл(?:а|ов)?)";
const NUMBER = "(\\d{1,3}(?:[.,]5|½)?)";
const TOTAL = new RegExp(
  `[([]?\\s*(?:total|gesamt|summe|insgesamt)(?:\\s+(?:for|für)\\s+(?:question|part|aufgabe)(?:\\s+\\d+)?)?\\s*(?:is|=|:)?\\s*${NUMBER}\\s*${UNIT}?\\s*[)\\]]?\\.?`,
  "iu",
);
const WITH_UNIT = new RegExp(`[([]\\s*${NUMBER}\\s*${UNIT}\\s*(?:each)?\\s*[)\\]]`, "iu");
const BARE_UNIT = new RegExp(`^${NUMBER}\\s*${UNIT}(?=[\\s:.,]|$)|(?:^|\\s)${NUMBER}\\s*${UNIT}\\s*$`, "iu");
const LAST_BRACKET = new RegExp(`\\[\\s*${NUMBER}\\s*\\]\\s*$`, "u");
const FIRST_BRACKET = new RegExp(`^\\[\\s*${NUMBER}\\s*\\](?=\\s|$)`, "u");
const OUT_OF = new RegExp(
  `(?:[([]\\s*)?(?:_{1,}|\\.{3,}|\\s{3,})\\s*\\/\\s*${NUMBER}(?:\\s*${UNIT})?(?:\\s*[)\\]])?`,
  "iu",
);

export interface Marked {
  readonly text: string;
  readonly marks: number | null;
  /** The marks of the whole question, printed at its end. */
  readonly total: number | null;
}

/** Takes marks off a text. */
export function takeMarks(text: string): Marked {
  let rest = text, marks: number | null = null, total: number | null = null;
  const all = TOTAL.exec(rest);
  if (
    all && /total|gesamt|summe/iu.test(all[0]) &&
    (all.index + all[0].length >= rest.trimEnd().length - 1 || /^[([]/.test(all[0]))
  ) {
    total = valueOf(all[1]);
    rest = without(rest, all.index, all[0].length);
  }
  for (const pattern of [WITH_UNIT, OUT_OF, LAST_BRACKET, FIRST_BRACKET, BARE_UNIT]) {
    const found = pattern.exec(rest);
    if (!found) continue;
    marks = valueOf(found[1] ?? found[2]);
    rest = without(rest, found.index, found[0].length);
    break;
  }
  return { text: rest.trim(), marks, total };
}

const valueOf = (text: string | undefined): number | null =>
  text === undefined ? null : Number(text.replace("½", ".5").replace(",", "."));

const without = (text: string, at: number, length: number): string =>
  `${text.slice(0, at).trimEnd()} ${text.slice(at + length).trimStart()}`.trim();
