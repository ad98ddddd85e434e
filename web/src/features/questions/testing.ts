import type { Questions } from "./change.ts";
import type { Question } from "./question.ts";

/** A question for tests, with what matters to the test. */
export function aQuestion(parts: Partial<Question>): Question {
  return {
    id: crypto.randomUUID(),
    job_id: "0b7f7a56-9a35-4c0e-a9b8-2f6f0f6f3f10",
    owner: "7d0f2a52-5c1e-4b7a-9a53-2f6f0f6f3f10",
    section: null,
    number: "1",
    stem: null,
    text: "",
    parts: [],
    options: [],
    marks: null,
    boxes: [{ page: 1, x0: 50, y0: 600, x1: 500, y1: 700 }],
    tags: {},
    status: "draft",
    position: 1024,
    crop_path: null,
    confidence: 0.9,
    edited_by_person: false,
    proposed: null,
    version: 1,
    ...parts,
  };
}

export function asMap(...questions: readonly Question[]): Questions {
  return new Map(questions.map((question) => [question.id, question]));
}
