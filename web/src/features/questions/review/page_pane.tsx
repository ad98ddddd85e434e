import { Button, Skeleton } from "@mantine/core";
import { IconSquarePlus } from "@tabler/icons-react";
import { type RefObject, useEffect, useMemo } from "react";
import { ErrorNote } from "../../../ui/error_note.tsx";
import { BoxLayer, type PageBox } from "../../../ui/pdf/box_layer.tsx";
import { PasswordForm } from "../../../ui/pdf/password_form.tsx";
import type { PagesHandle } from "../../../ui/pdf/pdf_pages.tsx";
import { PdfViewer } from "../../../ui/pdf/pdf_viewer.tsx";
import type { OpenedPdf } from "../../../ui/pdf/use_pdf.ts";
import { nameOf, needsLook, pdfBoxOf, type Question, questionBoxOf } from "../question.ts";
import type { Choice } from "./use_choice.ts";
import type { Commands } from "./use_commands.ts";

interface PagePaneProps {
  /** What the worksheet's file is called. */
  readonly name: string;
  readonly opened: OpenedPdf;
  readonly questions: readonly Question[];
  readonly choice: Choice;
  readonly commands: Commands;
  readonly canEdit: boolean;
  readonly pages: RefObject<PagesHandle | null>;
}

/** The worksheet's pages with the questions' boxes over them. */
export function PagePane({ name, opened, questions, choice, commands, canEdit, pages }: PagePaneProps) {
  const { active, chosen, activate } = choice;
  const boxes = useMemo(() => questions.flatMap(pageBoxesOf), [questions]);
  const activeId = active && boxIdOf(active.id, choice.box);
  const selected = useMemo(
    () =>
      new Set([
        ...chosen.flatMap(({ id, boxes }) => boxes.map((_, index) => boxIdOf(id, index))),
        ...(activeId ? [activeId] : []),
      ]),
    [chosen, activeId],
  );

  // Somebody who adjusts a box does not want the page to jump.
  useEffect(() => {
    const box = active?.boxes[choice.box];
    if (box) pages.current?.show(box.page, pdfBoxOf(box));
  }, [activeId, opened.state]);

  if (opened.state === "locked") return <PasswordForm name={name} locked={opened} />;
  if (opened.state === "failed") {
    return <ErrorNote title="Cannot show the pages" error={opened.error} onRetry={opened.retry} />;
  }
  if (opened.state === "loading") {
    return <Skeleton height={480} radius={4} role="status" aria-label="Loading the pages" />;
  }
  const questionOf = (boxId: string) => {
    const { id, index } = partsOf(boxId);
    return { question: questions.find((question) => question.id === id)!, index };
  };
  return (
    <PdfViewer
      ref={pages}
      pdf={opened.pdf}
      label="Pages of the worksheet"
      actions={canEdit && (
        <Button
          size="compact-sm"
          variant={commands.drawing ? "filled" : "default"}
          leftSection={<IconSquarePlus size={15} />}
          aria-pressed={commands.drawing !== undefined}
          onClick={() => commands.draw(commands.drawing ? undefined : "question")}
        >
          {commands.drawing === "box" ? "Draw the box" : "Draw a question"}
        </Button>
      )}
      overlay={(frame) => (
        <BoxLayer
          frame={frame}
          boxes={boxes}
          selected={selected}
          active={activeId}
          focus={choice.focus === "box" ? activeId : undefined}
          onFocused={choice.focused}
          onSelect={(boxId, isAdded) => {
            if (boxId === undefined) return isAdded ? undefined : activate(undefined);
            const { id, index } = partsOf(boxId);
            if (isAdded) {
              if (active) choice.toggle(active.id, true);
              choice.toggle(id);
            }
            activate(id, undefined, index);
          }}
          onOpen={(boxId) => activate(partsOf(boxId).id, "text", partsOf(boxId).index)}
          onChange={canEdit
            ? (boxId, box) => {
              const { question, index } = questionOf(boxId);
              const moved = question.boxes.map((old, at) => at === index ? questionBoxOf(old.page, box) : old);
              commands.edit(question, { boxes: moved });
            }
            : undefined}
          onRemove={canEdit
            ? (boxId) => {
              const { question, index } = questionOf(boxId);
              commands.edit(question, { boxes: question.boxes.filter((_, at) => at !== index) }, false);
              activate(question.id, question.boxes.length > 1 ? "box" : "row");
            }
            : undefined}
          onDraw={canEdit && commands.drawing ? commands.drawn : undefined}
        />
      )}
    />
  );
}

function pageBoxesOf(question: Question): PageBox[] {
  const { id, number, boxes, status } = question;
  return boxes.map((box, index) => ({
    id: boxIdOf(id, index),
    page: box.page,
    box: pdfBoxOf(box),
    label: `${nameOf(question)}${boxes.length > 1 ? `, box ${index + 1} of ${boxes.length}` : ""}, page ${box.page}`,
    tag: index === 0 ? number || "–" : `${number || "–"} …`,
    tone: status === "approved" ? "done" : needsLook(question) ? "caution" : "plain",
  }));
}

function boxIdOf(id: string, index: number): string {
  return `${id}/${index}`;
}

function partsOf(boxId: string): { readonly id: string; readonly index: number } {
  const [id = "", index] = boxId.split("/");
  return { id, index: Number(index) };
}
