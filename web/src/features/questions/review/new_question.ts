import type { Question, QuestionBox } from "../question.ts";

/** A question that a person makes: a box, and nothing said yet. */
export function newQuestion(
  job: { readonly id: string; readonly owner: string },
  box: QuestionBox,
  position: number,
): Question {
  return {
    id: crypto.randomUUID(),
    job_id: job.id,
    owner: job.owner,
    section: null,
    number: "",
    stem: null,
    text: "",
    parts: [],
    options: [],
    marks: null,
    boxes: [box],
    tags: {},
    status: "draft",
    position,
    crop_path: null,
    confidence: null,
    edited_by_person: true,
    proposed: null,
    version: 0,
  };
}

/** Where in the order a question with this box stands: behind the last one that begins above it in its column. */
export function placeFor(questions: readonly Question[], box: QuestionBox): number {
  const isBefore = ({ boxes: [first] }: Question) =>
    first !== undefined && (first.page < box.page ||
      (first.page === box.page && (first.x1 <= box.x0 || (first.x0 < box.x1 && first.y1 >= box.y1))));
  const at = questions.findLastIndex(isBefore);
  const before = questions[at]?.position, behind = questions[at + 1]?.position;
  if (before === undefined) return behind === undefined ? 1024 : behind - 1024;
  return behind === undefined ? before + 1024 : (before + behind) / 2;
}
