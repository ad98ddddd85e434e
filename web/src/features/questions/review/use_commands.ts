import { type RefObject, useState } from "react";
import type { PagesHandle } from "../../../ui/pdf/pdf_pages.tsx";
import { boxOf, type PdfBox } from "../../../ui/pdf/rectangle.ts";
import type { Change } from "../change.ts";
import { type Fields, nameOf, type Question, questionBoxOf } from "../question.ts";
import { type Cut, cutsOf, merge, moved, split } from "../rewrite.ts";
import type { Worksheet } from "../worksheet.ts";
import type { CommandId } from "./commands.ts";
import { newQuestion, placeFor } from "./new_question.ts";
import type { Choice } from "./use_choice.ts";

export type Dialog = "help" | "split" | "renumber" | "approveAll";
export type Drawing = "question" | "box";

export interface Commands {
  readonly dialog: Dialog | undefined;
  readonly open: (dialog: Dialog | undefined) => void;
  readonly drawing: Drawing | undefined;
  readonly draw: (drawing: Drawing | undefined) => void;
  readonly drawn: (page: number, box: PdfBox) => void;
  /** Changes fields of one question; letters typed in a row are one change. */
  readonly edit: (question: Question, fields: Partial<Fields>, isTyped?: boolean) => void;
  readonly approve: (questions: readonly Question[], isApproved: boolean) => void;
  readonly splitAt: (question: Question, cut: Cut) => void;
  readonly remove: (questions: readonly Question[]) => void;
  readonly run: (command: CommandId) => void;
}

/** Points by which a box that is made without a pointer is wide and high. */
const NEW_BOX = { width: 300, height: 80 };

interface CommandsOptions {
  readonly worksheet: Worksheet;
  readonly questions: readonly Question[];
  readonly choice: Choice;
  readonly pages: RefObject<PagesHandle | null>;
  readonly canEdit: boolean;
  readonly canDelete: boolean;
}

/** What can be done in a review, by button or by key. */
export function useCommands({ worksheet, questions, choice, pages, canEdit, canDelete }: CommandsOptions): Commands {
  const [dialog, setDialog] = useState<Dialog>();
  const [drawing, setDrawing] = useState<Drawing>();
  const { active, chosen, activate } = choice;
  const at = active ? questions.indexOf(active) : -1;
  const follower = questions[at + 1];
  const perform = (change: Change | undefined, about?: string) => change && worksheet.perform(change, about);

  const edit: Commands["edit"] = (question, fields, isTyped = true) =>
    perform(
      { label: `Edit ${nameOf(question).toLowerCase()}`, edits: [{ id: question.id, fields }] },
      isTyped ? `${question.id} ${Object.keys(fields)}` : undefined,
    );
  const approve: Commands["approve"] = (some, isApproved) => {
    const status = isApproved ? "approved" : "draft";
    const edits = some.filter((question) => question.status !== status).map(({ id }) => ({ id, fields: { status } }));
    const what = some.length === 1 ? nameOf(some[0]!).toLowerCase() : `${edits.length} questions`;
    if (edits.length > 0) perform({ label: `${isApproved ? "Approve" : "Take back"} ${what}`, edits } as Change);
  };
  const splitAt: Commands["splitAt"] = (question, cut) => {
    const id = crypto.randomUUID();
    perform(split(question, cut, id, questions[questions.indexOf(question) + 1]));
    activate(id, "number");
  };
  const remove: Commands["remove"] = (some) => {
    if (some.length === 0) return;
    const label = `Delete ${some.length === 1 ? nameOf(some[0]!).toLowerCase() : `${some.length} questions`}`;
    const gone = new Set(some);
    const next = questions.slice(questions.indexOf(some[0]!)).find((question) => !gone.has(question)) ??
      questions.findLast((question) => !gone.has(question));
    perform({ label, removes: some.map(({ id }) => id) });
    choice.chooseAll([]);
    activate(next?.id, "row");
  };
  const create = (page: number, box: PdfBox, focus: "number" | "box") => {
    const question = newQuestion(
      worksheet.api.job,
      questionBoxOf(page, box),
      placeFor(questions, questionBoxOf(page, box)),
    );
    perform({ label: "New question", creates: [question] });
    activate(question.id, focus);
  };
  const addBox = (page: number, box: PdfBox, focus?: "box") => {
    if (!active) return;
    edit(active, { boxes: [...active.boxes, questionBoxOf(page, box)] }, false);
    activate(active.id, focus, active.boxes.length);
  };
  const drawn: Commands["drawn"] = (page, box) => {
    setDrawing(undefined);
    if (drawing === "box") addBox(page, box);
    else create(page, box, "number");
  };
  /** A box in the middle of what is seen. */
  const middleBox = () => {
    const middle = pages.current?.middle();
    if (!middle) return undefined;
    const { frame, point } = middle;
    const width = Math.min(NEW_BOX.width, frame.width), height = Math.min(NEW_BOX.height, frame.height);
    const x = Math.max(0, Math.min(frame.width - width, point.x - width / 2));
    const y = Math.max(0, Math.min(frame.height - height, point.y - height / 2));
    return { page: frame.number, box: boxOf({ x, y, width, height }, frame.transform) };
  };
  const go = (question: Question | undefined) => question && activate(question.id, "row");
  const move = (by: 1 | -1) => active && perform(moved(questions, active.id, by));
  const meant = chosen.length > 1 ? chosen : active ? [active] : [];

  const looking: Partial<Record<CommandId, () => void>> = {
    next: () => go(questions[at + 1]),
    previous: () => go(at < 0 ? questions.at(-1) : questions[at - 1]),
    nextDraft: () =>
      go([...questions.slice(at + 1), ...questions.slice(0, at + 1)].find(({ status }) => status === "draft")),
    choose: () => active && choice.toggle(active.id),
    chooseNext: () => {
      if (active) choice.toggle(active.id, true);
      if (follower) choice.toggle(follower.id, true);
      go(follower);
    },
    cancel: () => drawing ? setDrawing(undefined) : choice.chooseAll([]),
    box: () => {
      if (!active || active.boxes.length === 0) return;
      const isThere = document.activeElement?.closest("[data-box]") != null;
      const box = isThere ? (choice.box + 1) % active.boxes.length : choice.box;
      activate(active.id, "box", box);
      pages.current?.show(active.boxes[box]!.page);
    },
    nextPage: () => pages.current?.turn(1),
    previousPage: () => pages.current?.turn(-1),
    zoomIn: () => pages.current?.zoom("in"),
    zoomOut: () => pages.current?.zoom("out"),
    fit: () => pages.current?.zoom("fit"),
    help: () => setDialog("help"),
  };
  const changing: Partial<Record<CommandId, () => void>> = {
    approve: () => {
      approve(meant, meant.some(({ status }) => status === "draft"));
      if (meant.length === 1 && active?.status === "draft") go(follower);
    },
    approveAll: () => setDialog("approveAll"),
    edit: () => active && activate(active.id, "text", choice.box),
    split: () => active && cutsOf(active).length > 0 && setDialog("split"),
    merge: () => {
      const some = chosen.length > 1 ? chosen : active && follower ? [active, follower] : [];
      if (some.length < 2) return;
      perform(merge(some));
      choice.chooseAll([]);
      activate(some[0]!.id, "row");
    },
    renumber: () => setDialog("renumber"),
    moveUp: () => move(-1),
    moveDown: () => move(1),
    addBox: () => {
      const made = middleBox();
      if (made) addBox(made.page, made.box, "box");
    },
    create: () => {
      const made = middleBox();
      if (made) create(made.page, made.box, "box");
    },
    draw: () => setDrawing(drawing ? undefined : "question"),
    undo: () => worksheet.undo(),
    redo: () => worksheet.redo(),
  };
  const run = (id: CommandId) => {
    const action = looking[id] ?? (canEdit ? changing[id] : undefined) ??
      (id === "remove" && canDelete ? () => remove(meant) : undefined);
    action?.();
  };
  return { dialog, open: setDialog, drawing, draw: setDrawing, drawn, edit, approve, splitAt, remove, run };
}
