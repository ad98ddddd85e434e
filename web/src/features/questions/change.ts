/**
 * What a reviewer does is a change: fields of some questions, questions that come, questions that go. Whatever it is,
 * a split or a merger, an approval of all, it can be shown before it is saved, and there is one that takes it back.
 *
 * @module
 */
import type { Fields, Question } from "./question.ts";

export interface Edit {
  readonly id: string;
  readonly fields: Partial<Fields>;
}

export interface Change {
  /** "Merge questions 3 and 4": what undo and redo are called. */
  readonly label: string;
  readonly edits?: readonly Edit[];
  readonly creates?: readonly Question[];
  readonly removes?: readonly string[];
}

export type Questions = ReadonlyMap<string, Question>;

/** The questions as the change leaves them. */
export function applied(questions: Questions, { edits = [], creates = [], removes = [] }: Change): Questions {
  const after = new Map(questions);
  for (const { id, fields } of edits) {
    const question = after.get(id);
    if (question) after.set(id, { ...question, ...withoutStalePicture(question, fields) });
  }
  for (const question of creates) after.set(question.id, question);
  for (const id of removes) after.delete(id);
  return after;
}

/** The change that takes this one back, on the questions as they were before it. */
export function inverseOf({ label, edits = [], creates = [], removes = [] }: Change, before: Questions): Change {
  return {
    label,
    edits: edits.flatMap(({ id, fields }) => {
      const question = before.get(id);
      return question ? [{ id, fields: picked(question, Object.keys(fields) as (keyof Fields)[]) }] : [];
    }),
    creates: removes.flatMap((id) => before.get(id) ?? []),
    removes: creates.map(({ id }) => id),
  };
}

/** The ids of the questions that must be as they were seen. */
export function touched({ edits = [], removes = [] }: Change): string[] {
  return [...edits.map(({ id }) => id), ...removes];
}

/** This change with a further one about the same questions in it; the later says how it is in the end. */
export function joined(change: Change, later: Change): Change {
  const fields = new Map((change.edits ?? []).map(({ id, fields }) => [id, fields]));
  for (const edit of later.edits ?? []) fields.set(edit.id, { ...fields.get(edit.id), ...edit.fields });
  return { ...change, edits: [...fields].map(([id, fields]) => ({ id, fields })) };
}

export function picked(question: Fields, fields: readonly (keyof Fields)[]): Partial<Fields> {
  return Object.fromEntries(fields.map((field) => [field, question[field]]));
}

/** As in the database: a picture of other boxes is no picture of the question. */
function withoutStalePicture(question: Question, fields: Partial<Fields>): Partial<Fields> {
  return fields.boxes && fields.boxes !== question.boxes && !("crop_path" in fields)
    ? { ...fields, crop_path: null }
    : fields;
}
