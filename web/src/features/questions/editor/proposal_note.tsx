import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { sentenceFor } from "../../../api/problem.ts";
import { changedFields } from "../judge.ts";
import type { Question } from "../question.ts";
import { FIELD_LABELS, FieldValue } from "../review/field_value.tsx";
import type { Worksheet } from "../worksheet.ts";
import classes from "./question_editor.module.css";

interface ProposalNoteProps {
  readonly worksheet: Worksheet;
  readonly question: Question;
  readonly canEdit: boolean;
}

/** A later extraction reads the question otherwise: take that, or keep what there is. */
export function ProposalNote({ worksheet, question, canEdit }: ProposalNoteProps) {
  if (!question.proposed) return null;
  const proposed = { ...question, ...question.proposed };
  const settle = (isTaken: boolean) =>
    worksheet.api.settle(question, isTaken).then(
      (settled) => worksheet.hear(settled),
      (error) => notifications.show({ color: "red", title: "Cannot settle this", message: sentenceFor(error) }),
    );
  return (
    <div className={classes["note"]}>
      <p>A later extraction reads this question otherwise:</p>
      <dl>
        {changedFields(question, proposed).map((field) => (
          <div key={field}>
            <dt>{FIELD_LABELS[field]}</dt>
            <dd>
              <FieldValue field={field} question={proposed} />
            </dd>
          </div>
        ))}
      </dl>
      {canEdit && (
        <div className={classes["actions"]}>
          <Button size="compact-sm" variant="default" onClick={() => settle(true)}>Take the new reading</Button>
          <Button size="compact-sm" variant="subtle" onClick={() => settle(false)}>Keep it as it is</Button>
        </div>
      )}
    </div>
  );
}
