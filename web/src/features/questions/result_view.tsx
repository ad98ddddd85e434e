import { Button, Skeleton, Table } from "@mantine/core";
import { IconPencilCheck } from "@tabler/icons-react";
import { useEffect } from "react";
import { Link } from "react-router";
import { ErrorNote } from "../../ui/error_note.tsx";
import { formatCount } from "../../ui/format.ts";
import { ProgressRule } from "../../ui/progress_rule.tsx";
import type { ResultViewProps } from "../kinds.ts";
import { ExtractAgain } from "./extract_again.tsx";
import { marksOf } from "./question.ts";
import classes from "./result_view.module.css";
import { useRights } from "./use_rights.ts";
import { useWorksheet } from "./use_worksheet.ts";

/** What the review needs, fetched while the questions are being looked at: reviewing them comes next. */
const prepareReview = () => Promise.all([import("../../routes/review_page.tsx"), import("./review/review_view.tsx")]);

/** As many are listed; the review has all of them. */
const LISTED = 25;

/** The questions that were found, how far their review is, and the way to it. */
export function ResultView({ job }: ResultViewProps) {
  const { worksheet, review: { questions }, error } = useWorksheet(job);
  const { canEdit } = useRights(job);
  useEffect(() => void prepareReview(), []);
  if (error) return <ErrorNote title="Cannot show the questions" error={error} />;
  if (!questions) return <Skeleton height={320} radius={4} role="status" aria-label="Loading the questions" />;
  const approved = questions.filter(({ status }) => status === "approved").length;
  const marks = questions.reduce((sum, question) => sum + (marksOf(question) ?? 0), 0);
  return (
    <>
      <div className={classes["head"]}>
        <div className={classes["progress"]}>
          <p>
            {formatCount(questions.length, "question")}
            {marks > 0 && `, ${formatCount(marks, "mark")}`}; {approved} approved
          </p>
          <ProgressRule label="Review" value={questions.length === 0 ? 0 : approved / questions.length} thick />
        </div>
        <Button
          component={Link}
          to={`/jobs/${job.id}/review`}
          leftSection={<IconPencilCheck size={16} />}
        >
          Review the questions
        </Button>
        {canEdit && job.status !== "queued" && job.status !== "processing" && (
          <ExtractAgain job={job} worksheet={worksheet} />
        )}
      </div>
      {questions.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table aria-label="Questions" className={classes["table"] ?? ""}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Number</Table.Th>
                <Table.Th>Text</Table.Th>
                <Table.Th>Topic</Table.Th>
                <Table.Th>Marks</Table.Th>
                <Table.Th>Page</Table.Th>
                <Table.Th>Status</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {questions.slice(0, LISTED).map((question) => (
                <Table.Tr key={question.id}>
                  <Table.Td>{question.number}</Table.Td>
                  <Table.Td>
                    <div className={classes["text"]}>{question.text || question.parts[0]?.text}</div>
                  </Table.Td>
                  <Table.Td>{question.tags.topic}</Table.Td>
                  <Table.Td>{marksOf(question)}</Table.Td>
                  <Table.Td>{question.boxes[0]?.page}</Table.Td>
                  <Table.Td>{question.status}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {questions.length > LISTED && (
        <p className={classes["more"]}>
          and {formatCount(questions.length - LISTED, "more", "more")}, in the review.
        </p>
      )}
    </>
  );
}
