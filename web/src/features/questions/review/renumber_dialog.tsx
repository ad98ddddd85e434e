import { Button, Group, Modal, NumberInput, Switch } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { formatCount } from "../../../ui/format.ts";
import type { Change } from "../change.ts";
import type { Question } from "../question.ts";
import { renumber } from "../rewrite.ts";

interface RenumberDialogProps {
  readonly isOpen: boolean;
  readonly questions: readonly Question[];
  readonly onClose: () => void;
  readonly onRenumber: (change: Change) => void;
}

const NOTHING: Change = { label: "Renumber" };

/** Numbers 1, 2, 3 … in the order of the list. */
export function RenumberDialog({ isOpen, questions, onClose, onRenumber }: RenumberDialogProps) {
  const [first, setFirst] = useState<number | string>(1);
  const [isBySection, setBySection] = useState(false);
  const change = isOpen ? renumber(questions, Number(first) || 0, isBySection) : NOTHING;
  const amount = change.edits?.length ?? 0;
  const hasSections = questions.some(({ section }) => section !== null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (amount > 0) onRenumber(change);
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title="Renumber the questions">
      <form onSubmit={submit}>
        <NumberInput label="The first is number" min={0} max={9999} value={first} onChange={setFirst} data-autofocus />
        {hasSections && (
          <Switch
            mt="md"
            label="Begin anew in each section"
            checked={isBySection}
            onChange={({ currentTarget }) => setBySection(currentTarget.checked)}
          />
        )}
        <Group mt="md">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <Button type="submit">
            {amount === 0 ? "Nothing changes" : `Renumber ${formatCount(amount, "question")}`}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
