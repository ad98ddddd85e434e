import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { ErrorNote } from "../../../ui/error_note.tsx";
import { formatCount } from "../../../ui/format.ts";
import type { PagesHandle } from "../../../ui/pdf/pdf_pages.tsx";
import { useJobPdf } from "../../jobs/use_job_pdf.ts";
import type { ReviewViewProps } from "../../kinds.ts";
import { ExportMenu } from "../export/export_menu.tsx";
import { PrintSheet } from "../export/print_sheet.tsx";
import { needsLook, type Question } from "../question.ts";
import { useMissingCrops } from "../use_missing_crops.ts";
import { useRights } from "../use_rights.ts";
import { useWorksheet } from "../use_worksheet.ts";
import { ApproveDialog } from "./approve_dialog.tsx";
import { ConflictDialog } from "./conflict_dialog.tsx";
import { HelpSheet } from "./help_sheet.tsx";
import { PagePane } from "./page_pane.tsx";
import { QuestionList } from "./question_list.tsx";
import { RenumberDialog } from "./renumber_dialog.tsx";
import classes from "./review.module.css";
import { ReviewBar } from "./review_bar.tsx";
import { SplitDialog } from "./split_dialog.tsx";
import { useChoice } from "./use_choice.ts";
import { useCommands } from "./use_commands.ts";
import { useKeys } from "./use_keys.ts";

type Filter = "all" | "draft" | "doubt";
type Pane = "pages" | "questions";

const NONE: readonly Question[] = [];

/** A worksheet's pages beside its questions, to be put right and approved. */
export function ReviewView({ job }: ReviewViewProps) {
  const { worksheet, review, error } = useWorksheet(job);
  const { canEdit, canDelete } = useRights(job);
  const questions = review.questions ?? NONE;
  const pages = useRef<PagesHandle>(null);
  const input = job.files.find(({ role }) => role === "input")!;
  const opened = useJobPdf(input);
  const choice = useChoice(questions);
  const commands = useCommands({ worksheet, questions, choice, pages, canEdit, canDelete });
  const [filter, setFilter] = useState<Filter>("all");
  const [pane, setPane] = useState<Pane>("questions");
  const [printed, setPrinted] = useState<readonly Question[]>();
  useMissingCrops(worksheet, review, canEdit && opened.state === "open" ? opened.pdf : undefined);
  useKeys(commands.run, printed !== undefined || commands.dialog !== undefined || review.conflict !== undefined);

  // On a phone one of the panes is seen: that which was asked for.
  const { focus } = choice;
  useEffect(() => {
    if (focus) setPane(focus === "box" ? "pages" : "questions");
    else if (commands.drawing) setPane("pages");
  }, [focus, commands.drawing]);

  const listed = useMemo(() => questions.filter((question) => passes(question, filter, choice.active)), [
    questions,
    filter,
    choice.active,
  ]);
  if (error) return <ErrorNote title="Cannot show the questions" error={error} />;
  if (!review.questions) return <Skeleton height={480} role="status" aria-label="Loading the questions" />;
  if (printed) {
    return (
      <PrintSheet
        title={job.title}
        worksheet={worksheet}
        questions={printed}
        onClose={() => setPrinted(undefined)}
      />
    );
  }
  const close = () => commands.open(undefined);
  const doubtful = questions.filter(needsLook).length;
  return (
    <div className={classes["review"]} data-wide>
      <ReviewBar job={job} review={review} commands={commands} canEdit={canEdit}>
        <ExportMenu title={job.title} questions={questions} chosen={choice.chosen} onPrint={setPrinted} />
      </ReviewBar>
      <SegmentedControl
        className={classes["switch"] ?? ""}
        fullWidth
        aria-label="What is shown"
        value={pane}
        onChange={(pane) => setPane(pane as Pane)}
        data={[{ value: "pages", label: "Pages" }, { value: "questions", label: "Questions" }]}
      />
      <div className={classes["panes"]}>
        <section aria-label="Worksheet" data-hidden={pane === "questions" || undefined}>
          <PagePane
            name={input.name}
            opened={opened}
            questions={questions}
            choice={choice}
            commands={commands}
            canEdit={canEdit}
            pages={pages}
          />
        </section>
        <section aria-label="Questions" data-hidden={pane === "pages" || undefined}>
          <div className={classes["filter"]}>
            <SegmentedControl
              size="xs"
              aria-label="Which questions"
              value={filter}
              onChange={(filter) => setFilter(filter as Filter)}
              data={[
                { value: "all", label: `All ${questions.length}` },
                { value: "draft", label: "To review" },
                { value: "doubt", label: `Look twice ${doubtful}` },
              ]}
            />
            {choice.chosen.length > 0 && (
              <p className={classes["chosen"]}>
                {formatCount(choice.chosen.length, "question")} chosen
                {canEdit && choice.chosen.length > 1 && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => commands.run("merge")}
                  >
                    Merge
                  </Button>
                )}
                <Button size="compact-xs" variant="subtle" onClick={() => choice.chooseAll([])}>None</Button>
              </p>
            )}
          </div>
          {listed.length === 0
            ? <p className={classes["none"]}>{emptySentence(questions.length, filter)}</p>
            : (
              <QuestionList
                worksheet={worksheet}
                questions={listed}
                all={questions}
                choice={choice}
                commands={commands}
                canEdit={canEdit}
                canDelete={canDelete}
              />
            )}
        </section>
      </div>
      <ConflictDialog conflict={review.conflict} />
      <SplitDialog
        question={commands.dialog === "split" ? choice.active : undefined}
        onClose={close}
        onSplit={(question, cut) => {
          close();
          commands.splitAt(question, cut);
        }}
      />
      <RenumberDialog
        isOpen={commands.dialog === "renumber"}
        questions={questions}
        onClose={close}
        onRenumber={(change) => worksheet.perform(change)}
      />
      <ApproveDialog
        isOpen={commands.dialog === "approveAll"}
        questions={questions}
        onClose={close}
        onApprove={(some) => commands.approve(some, true)}
      />
      <HelpSheet isOpen={commands.dialog === "help"} onClose={close} />
    </div>
  );
}

/** Whoever approves a question still has it before him until he goes on. */
function passes(question: Question, filter: Filter, active: Question | undefined): boolean {
  if (filter === "all" || question.id === active?.id) return true;
  return filter === "draft" ? question.status === "draft" : needsLook(question);
}

function emptySentence(count: number, filter: Filter): string {
  if (count === 0) return "No question was found on these pages. Draw one on the page.";
  return filter === "draft" ? "All questions are approved." : "There is none that needs a second look.";
}
