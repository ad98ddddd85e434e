/**
 * What kind of answer a question wants, and how hard it is likely to be.
 *
 * @module
 */
import type { Reading } from "../reading.ts";
import { wordsOf } from "../reading.ts";

export const TYPES = [
  "multiple_choice",
  "true_false",
  "fill_in",
  "matching",
  "calculation",
  "proof",
  "drawing",
  "essay",
  "short_answer",
] as const;
export const DIFFICULTIES = ["easy", "medium", "hard"] as const;

const TRUE_FALSE =
  /\btrue\b.{0,12}\bfalse\b|\brichtig\b.{0,12}\bfalsch\b|\bverdadero\b.{0,12}\bfalso\b|\bvrai\b.{0,12}\bfaux\b/iu;
const MATCHING = /\b(match (each|the|every)|draw (a )?lines? (to|between)|ordne\b.*\bzu\b|relaciona|associe)\b/iu;
const PROOF =
  /\b(prove|show that|proof|verify that|deduce that|beweise|zeige,? dass|demuestra|demostrar|montre[rz]? que)\b/iu;
const DRAWING =
  /\b(draw|sketch|plot|construct|shade|label the (diagram|map)|zeichne|skizziere|dibuja|trace[rz]?|dessine[rz]?)\b/iu;
const ESSAY =
  /\b(discuss|essay|evaluate the (view|extent|claim)|to what extent|compare and contrast|justify your|erörtere|ensayo|dissertation|in your own words|at least \d+ (words|sentences))\b/iu;
const CALCULATION =
  /\b(calculate|compute|solve|find|evaluate|simplify|determine|work out|how (many|much|long|far|old|fast)|what is the (value|sum|area|volume|length|probability|mean)|differentiate|integrate|factor(ise|ize)?|expand|convert|estimate|round|berechne|löse|bestimme|calcula|resuelve|encuentra|halla|simplifica|calcule[rz]?|résou\w+|trouve[rz]?)\b/iu;

export function typeOf(reading: Reading): typeof TYPES[number] {
  const text = wordsOf(reading);
  const own = `${reading.stem ?? ""} ${reading.text}`;
  if (
    reading.options.length === 2 &&
    /^(true|false|t|f|yes|no|richtig|falsch|wahr|verdadero|falso|vrai|faux)\b/iu.test(reading.options[0]!.text)
  ) return "true_false";
  if (TRUE_FALSE.test(own) && reading.options.length === 0) return "true_false";
  if (
    reading.options.length > 0 || (reading.parts.length > 0 && reading.parts.every((part) => part.options.length > 0))
  ) return "multiple_choice";
  if (MATCHING.test(own)) return "matching";
  if (PROOF.test(text)) return "proof";
  if (ESSAY.test(text)) return "essay";
  if (DRAWING.test(own)) return "drawing";
  if (/_{5}/.test(reading.text) && !/=\s*_{5}/.test(reading.text)) return "fill_in";
  if (CALCULATION.test(text) || isSum(text)) return "calculation";
  return "short_answer";
}

/** `52 × 9 =`: nothing but figures and signs. */
const isSum = (text: string): boolean => /\d/.test(text) && !/\p{L}{3,}/u.test(text) && /[-+−×x*÷/=:<>^]/.test(text);

const HARD =
  /\b(prove|show that|justify|derive|evaluate the|explain why|hence|deduce|generalise|generalize|discuss|analyse|analyze|critically|optimi[sz]e|beweise|begründe|demuestra|justifica)\b/iu;
const EASY = /\b(name|list|state|circle|label|tick|what is|define|write down|underline|count|nenne|nombra|enumera)\b/iu;

export function difficultyOf(reading: Reading, subject: string | undefined): typeof DIFFICULTIES[number] {
  const text = wordsOf(reading);
  const marks = reading.marks ?? 0;
  const depth = reading.parts.length + reading.parts.reduce((sum, part) => sum + part.parts.length, 0);
  let score = 0;
  if (HARD.test(text)) score += 2;
  if (EASY.test(text)) score -= 1;
  if (isSum(text)) score -= 2;
  if (text.length > 500) score += 1;
  if (marks > 6 && marks <= 12) score += 1;
  if (marks > 12) score += 2;
  if (depth >= 5) score += 1;
  if (/[∫∑∞∂]|\blim\b|d\/\(?dx/u.test(text)) score += 2;
  else if (subject === "Mathematics" && /\^|√|\bsin\b|\bcos\b|\blog\b/.test(text)) score += 1;
  if (reading.options.length > 0) score -= 1;
  return score >= 2 ? "hard" : score >= 0 ? "medium" : "easy";
}
