import { Button, Group, Modal } from "@mantine/core";
import { formatCount } from "../../../ui/format.ts";
import { needsLook, type Question } from "../question.ts";

interface ApproveDialogProps {
  readonly isOpen: boolean;
  readonly questions: readonly Question[];
  readonly onClose: () => void;
  readonly onApprove: (questions: readonly Question[]) => void;
}

/** All at once, or all but those that should be looked at. */
export function ApproveDialog({ isOpen, questions, onClose, onApprove }: ApproveDialogProps) {
  const drafts = questions.filter(({ status }) => status === "draft");
  const sure = drafts.filter((question) => !needsLook(question));
  const doubtful = drafts.length - sure.length;
  const approve = (some: readonly Question[]) => {
    onApprove(some);
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title="Approve all questions">
      {drafts.length === 0 ? <p>All questions are approved already.</p> : (
        <p>
          {formatCount(drafts.length, "draft")} will be approved.
          {doubtful > 0 && ` ${formatCount(doubtful, "of them was", "of them were")} read with little confidence.`}
        </p>
      )}
      <Group mt="md">
        <Button variant="default" onClick={onClose}>Cancel</Button>
        {doubtful > 0 && sure.length > 0 && (
          <Button variant="default" onClick={() => approve(sure)}>Only the {sure.length} sure ones</Button>
        )}
        {drafts.length > 0 && <Button data-autofocus onClick={() => approve(drafts)}>Approve {drafts.length}</Button>}
      </Group>
    </Modal>
  );
}
