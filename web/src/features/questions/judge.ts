import { CONTENT, type Fields, type Question } from "./question.ts";
import { same } from "./same.ts";

/**
 * What to do with a change of a question that somebody else has changed meanwhile.
 *
 * `done`: theirs says the same already · `both`: the two are about different things and both are kept · `ask`: one of
 * them has to give way, and that is for the reviewer to say
 */
export type Verdict = "done" | "both" | "ask";

/**
 * @param mine the fields that the change sets
 * @param seen the question as the reviewer saw it
 * @param theirs the question as it is now
 */
export function judge(mine: Partial<Fields>, seen: Question, theirs: Question): Verdict {
  // A picture of boxes that are no longer there is of no use, and one is enough.
  if ("crop_path" in mine && (theirs.crop_path !== null || !same(seen.boxes, theirs.boxes))) return "done";
  const fields = Object.keys(mine) as (keyof Fields)[];
  if (fields.every((field) => same(mine[field], theirs[field]))) return "done";
  const clash = fields.some((field) =>
    // Of two places in the order the later one holds.
    field !== "position" && !same(seen[field], theirs[field]) && !same(mine[field], theirs[field])
  );
  // Whoever approves, approves what he saw.
  const isOtherThing = mine.status === "approved" && changedFields(seen, theirs).length > 0;
  return clash || isOtherThing ? "ask" : "both";
}

/** What a question says otherwise than another. */
export function changedFields(one: Fields, other: Fields): (keyof Fields)[] {
  return CONTENT.filter((field) => !same(one[field], other[field]));
}
