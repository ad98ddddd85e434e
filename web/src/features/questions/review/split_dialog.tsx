import { Button, Group, Modal, Radio } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { nameOf, type Question } from "../question.ts";
import { type Cut, cutsOf } from "../rewrite.ts";
import classes from "./dialogs.module.css";

interface SplitDialogProps {
  /** Undefined while there is nothing to split. */
  readonly question: Question | undefined;
  readonly onClose: () => void;
  readonly onSplit: (question: Question, cut: Cut) => void;
}

/** Where the second question begins. */
export function SplitDialog({ question, onClose, onSplit }: SplitDialogProps) {
  return (
    <Modal
      opened={question !== undefined}
      onClose={onClose}
      // The new question has the keyboard then.
      returnFocus={false}
      title={question && `Split ${nameOf(question).toLowerCase()}`}
    >
      {question && <Cuts question={question} onClose={onClose} onSplit={(cut) => onSplit(question, cut)} />}
    </Modal>
  );
}

interface CutsProps {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onSplit: (cut: Cut) => void;
}

function Cuts({ question, onClose, onSplit }: CutsProps) {
  const cuts = cutsOf(question);
  const [chosen, setChosen] = useState("0");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const cut = cuts[Number(chosen)];
    if (cut) onSplit(cut);
  };
  return (
    <form onSubmit={submit}>
      <Radio.Group label="The new question begins with" value={chosen} onChange={setChosen}>
        <div className={classes["cuts"]}>
          {cuts.map((cut, index) => (
            <Radio
              key={index}
              value={String(index)}
              label={beginningOf(question, cut)}
              {...(index === 0 ? { "data-autofocus": true } : {})}
            />
          ))}
        </div>
      </Radio.Group>
      <p className={classes["cut"]}>Its box is cut where the text is; adjust the two afterwards.</p>
      <Group mt="md">
        <Button variant="default" onClick={onClose}>Cancel</Button>
        <Button type="submit">Split</Button>
      </Group>
    </form>
  );
}

function beginningOf({ text, parts }: Question, cut: Cut): string {
  if (cut.at === "part") return `Part ${parts[cut.index]!.label}: ${parts[cut.index]!.text}`.slice(0, 120);
  return text.slice(cut.index).trim().split("\n")[0]!.slice(0, 120);
}
