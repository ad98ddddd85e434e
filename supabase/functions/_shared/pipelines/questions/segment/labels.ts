/**
 * Reads what numbers a question or one of its parts: `1.` `2)` `(3)` `Q4` `Question 5:` `a)` `(iv)` `B.` `1.2` `6`.
 *
 * @module
 */
import type { Word } from "../../../documents/pdf/words.ts";

export type LabelKind = "decimal" | "lower" | "upper" | "roman" | "ROMAN";

/** One way to read a label; `i)` can be the first of roman numbers or the ninth letter. */
export interface Label {
  readonly kind: LabelKind;
  /** What stands around the number, e.g. `(#)`, `#.`, `question #:`, `#`. */
  readonly style: string;
  /** 1 for the first. */
  readonly value: number;
  /** As printed, without what stands around it. */
  readonly text: string;
  /** How many words it takes, and what is left of the last one. */
  readonly count: number;
  readonly rest: string;
}

const KEYWORD =
  /^(questions?|q|problem|exercise|ex|task|item|pregunta|ejercicio|problema|cuesti[oó]n|aufgabe|frage|übung|exercice|probl[eè]me|esercizio|domanda|quest[aã]o|exerc[ií]cio|uppgift|opgave|oppgave|zadanie|zadatak|задача|задание|вопрос|упражнение|no|nr|№)[.:]?$/iu;
/** `Q4`, `Q.4)`, `Ex3.` in one word. */
const KEYWORD_NUMBER = /^(q|ex|p|question|problem|exercise|№|#)\.?(\d{1,3})([.):]{0,2})$/iu;
const CORE = "(\\d{1,3}|[a-zA-Z]|[ivxlIVXL]{2,6})";
const STYLES: readonly [RegExp, string][] = [
  [new RegExp(`^\\(${CORE}\\)[.:]?`), "(#)"],
  [new RegExp(`^\\[${CORE}\\][.:]?`), "[#]"],
  [new RegExp(`^${CORE}\\.\\)`), "#.)"],
  [new RegExp(`^${CORE}[)]`), "#)"],
  [new RegExp(`^${CORE}[.．、]`), "#."],
  [new RegExp(`^${CORE}[:]`), "#:"],
];
/** ① to ⑳ */
const CIRCLED_ONE = 0x2460;
const PATH = /^(\d{1,2})\.(\d{1,2})[.)]?$/;

/** The readings of the label that `words` begin with. */
export function readLabels(words: readonly Word[]): Label[] {
  // In scans a c is often read as the sign for cents.
  const first = (words[0]?.text ?? "").replace("¢", "c");
  if (first === "") return [];
  if (KEYWORD.test(first)) return keyword(words, first.replace(/[.:]$/, "").toLowerCase());
  const glued = KEYWORD_NUMBER.exec(first);
  if (glued) return [{ ...decimal(glued[2]!), style: `${glued[1]!.toLowerCase()} #`, count: 1, rest: "" }];
  const path = PATH.exec(first);
  if (path) return [{ ...pathOf(path), style: "#.#", count: 1, rest: "" }];
  const circled = first.charCodeAt(0) - CIRCLED_ONE;
  if (circled >= 0 && circled < 20) {
    return [{ ...decimal(String(circled + 1)), style: "○#", count: 1, rest: first.slice(1) }];
  }
  // A bracket that stands by itself: `( a )`.
  if (first === "(" && words[2]?.text === ")" && words[1]) {
    return readings(words[1].text, "(#)", 3, "");
  }
  for (const [pattern, style] of STYLES) {
    const found = pattern.exec(first);
    if (!found) continue;
    const rest = first.slice(found[0].length);
    // `1.5` is a number and `e.g.` a word; `1.Solve` and `(a)(i)` are labels with what follows.
    if (rest !== "" && !/^\(|^\p{Lu}\p{L}/u.test(rest)) return [];
    return readings(found[1]!, style, 1, rest);
  }
  if (/^\d{1,3}$/.test(first)) return readings(first, "#", 1, "");
  if (/^[A-H]$/.test(first) && words.length > 1) return readings(first, "#", 1, "");
  if (/^[a-zA-Z]$/.test(first) && words[1]?.text === ")") return readings(first, "#)", 2, "");
  return [];
}

function keyword(words: readonly Word[], word: string): Label[] {
  const next = (words[1]?.text ?? "").replace(/^#/, "");
  const found = /^(\d{1,3})([.):]{0,2})$/.exec(next);
  if (found) return [{ ...decimal(found[1]!), style: `${word} #`, count: 2, rest: "" }];
  const path = PATH.exec(next.replace(/:$/, ""));
  if (path) return [{ ...pathOf(path), style: `${word} #.#`, count: 2, rest: "" }];
  const letter = /^([A-Z]|[IVX]{1,5})([.):]{1,2})$/.exec(next);
  return letter ? readings(letter[1]!, `${word} #`, 2, "") : [];
}

const pathOf = ([, whole, part]: RegExpExecArray) => ({
  kind: "decimal" as const,
  value: Number(part),
  text: `${whole}.${part}`,
});
const decimal = (text: string) => ({ kind: "decimal" as const, value: Number(text), text });

function readings(core: string, style: string, count: number, rest: string): Label[] {
  if (/^\d/.test(core)) return Number(core) === 0 ? [] : [{ ...decimal(core), style, count, rest }];
  const found: Label[] = [];
  const capital = core === core.toUpperCase();
  const roman = romanValue(core.toLowerCase());
  if (roman > 0 && (capital ? core.toUpperCase() === core : core.toLowerCase() === core)) {
    found.push({ kind: capital ? "ROMAN" : "roman", style, value: roman, text: core, count, rest });
  }
  if (core.length === 1) {
    const value = core.toLowerCase().charCodeAt(0) - 96;
    found.push({ kind: capital ? "upper" : "lower", style, value, text: core, count, rest });
  }
  return found;
}

const ROMAN = [
  "i",
  "ii",
  "iii",
  "iv",
  "v",
  "vi",
  "vii",
  "viii",
  "ix",
  "x",
  "xi",
  "xii",
  "xiii",
  "xiv",
  "xv",
  "xvi",
  "xvii",
  "xviii",
  "xix",
  "xx",
];
const romanValue = (text: string): number => ROMAN.indexOf(text) + 1;
