/**
 * The larger changes a reviewer makes: split, merge, renumber, move. They are worked out here and sent as any other change,
 * so that they show at once and can be taken back.
 *
 * @module
 */
import type { Change } from "./change.ts";
import { type Fields, marksOf, nameOf, type Question, type QuestionBox } from "./question.ts";

/** Where the second question begins: in the text, or with one of the sub-parts. */
export type Cut = { readonly at: "text"; readonly index: number } | { readonly at: "part"; readonly index: number };

/** The places where a question may be cut, in order: before each further line of its text, before each sub-part. */
export function cutsOf({ text, parts }: Pick<Question, "text" | "parts">): Cut[] {
  const cuts: Cut[] = [];
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) {
    if (text.slice(0, index).trim() && text.slice(index).trim()) cuts.push({ at: "text", index: index + 1 });
  }
  parts.forEach((_, index) => {
    if (index > 0 || text.trim()) cuts.push({ at: "part", index });
  });
  return cuts;
}

/** @param id of the new question; `followers` stand behind the one that is split */
export function split(question: Question, cut: Cut, id: string, follower: Question | undefined): Change {
  const { text, parts, options, boxes } = question;
  const inText = cut.at === "text" ? cut.index : text.length;
  const inParts = cut.at === "part" ? cut.index : 0;
  const [upper, lower] = splitBoxes(boxes, shareOf(question, cut));
  const first: Partial<Fields> = {
    text: text.slice(0, inText).trim(),
    parts: parts.slice(0, inParts),
    // Options are printed last, so they go along with the end of the text.
    options: cut.at === "text" ? [] : options,
    boxes: upper,
  };
  const rest = parts.slice(inParts);
  const isOnePart = cut.at === "part" && rest.length === 1;
  const second: Question = {
    ...question,
    id,
    number: "",
    text: isOnePart ? rest[0]!.text : text.slice(inText).trim(),
    parts: isOnePart ? rest[0]!.parts ?? [] : rest,
    options: isOnePart ? rest[0]!.options ?? [] : cut.at === "text" ? options : [],
    marks: isOnePart ? rest[0]!.marks ?? null : null,
    boxes: lower,
    status: "draft",
    crop_path: null,
    confidence: null,
    proposed: null,
    position: between(question, follower),
    version: 0,
  };
  return {
    label: `Split ${nameOf(question).toLowerCase()}`,
    edits: [{ id: question.id, fields: first }],
    creates: [second],
  };
}

/** Questions joined into the first of them, in their order. */
export function merge(questions: readonly Question[]): Change {
  const [first, ...others] = questions;
  const marks = questions.map(marksOf).filter((marks) => marks !== null);
  const fields: Partial<Fields> = {
    text: questions.map(({ text }) => text).filter(Boolean).join("\n"),
    parts: questions.flatMap(({ parts }) => parts),
    options: questions.flatMap(({ options }) => options),
    boxes: questions.flatMap(({ boxes }) => boxes),
    marks: marks.length === 0 ? null : marks.reduce((sum, one) => sum + one, 0),
  };
  return {
    label: `Merge questions ${questions.map(({ number }) => number || "–").join(", ")}`,
    edits: [{ id: first!.id, fields }],
    removes: others.map(({ id }) => id),
  };
}

/** 1, 2, 3 … in their order, from `first` on; a section may begin anew. */
export function renumber(questions: readonly Question[], first: number, isBySection: boolean): Change {
  const next = new Map<string | null, number>();
  const edits = questions.flatMap(({ id, number, section }) => {
    const key = isBySection ? section : null;
    const at = next.get(key) ?? first;
    next.set(key, at + 1);
    return number === String(at) ? [] : [{ id, fields: { number: String(at) } }];
  });
  return { label: "Renumber", edits };
}

/** One place up or down in the order; undefined at the end. */
export function moved(questions: readonly Question[], id: string, by: -1 | 1): Change | undefined {
  const at = questions.findIndex((question) => question.id === id);
  const over = questions[at + by];
  if (at < 0 || !over) return undefined;
  const beyond = questions[at + 2 * by];
  const position = by === 1 ? between(over, beyond) : before(over, beyond);
  return { label: `Move ${nameOf(questions[at]!).toLowerCase()}`, edits: [{ id, fields: { position } }] };
}

/** A place right behind a question. */
export function between(question: Question, follower: Question | undefined): number {
  return follower ? (question.position + follower.position) / 2 : question.position + 1024;
}

function before(question: Question, predecessor: Question | undefined): number {
  return predecessor ? (question.position + predecessor.position) / 2 : question.position - 1024;
}

/** How much of the question lies before the cut, by its letters. */
function shareOf({ text, parts }: Question, cut: Cut): number {
  const lengths = [text.length, ...parts.map((part) => JSON.stringify(part).length)];
  const whole = lengths.reduce((sum, one) => sum + one, 0);
  const upTo = cut.at === "text" ? cut.index : lengths.slice(0, cut.index + 1).reduce((sum, one) => sum + one, 0);
  return whole === 0 ? 0.5 : Math.min(0.9, Math.max(0.1, upTo / whole));
}

/** Boxes cut across at a share of their height taken together. */
export function splitBoxes(
  boxes: readonly QuestionBox[],
  share: number,
): readonly [readonly QuestionBox[], readonly QuestionBox[]] {
  const whole = boxes.reduce((sum, { y0, y1 }) => sum + y1 - y0, 0);
  const upper: QuestionBox[] = [], lower: QuestionBox[] = [];
  let left = whole * share;
  for (const box of boxes) {
    const height = box.y1 - box.y0;
    const y = Math.round((box.y1 - left) * 100) / 100;
    if (left >= height - 1) upper.push(box);
    else if (left <= 1) lower.push(box);
    else {
      upper.push({ ...box, y0: y });
      lower.push({ ...box, y1: y });
    }
    left = Math.max(0, left - height);
  }
  return [upper, lower];
}
