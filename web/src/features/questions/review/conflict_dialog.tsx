import { Button, Group, Modal } from "@mantine/core";
import { changedFields } from "../judge.ts";
import { type Fields, nameOf } from "../question.ts";
import { same } from "../same.ts";
import type { Conflict } from "../worksheet.ts";
import classes from "./dialogs.module.css";
import { FIELD_LABELS, FieldValue } from "./field_value.tsx";

/** Somebody else has changed the question meanwhile: whose version stays? */
export function ConflictDialog({ conflict }: { conflict: Conflict | undefined }) {
  return (
    <Modal
      opened={conflict !== undefined}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      size="lg"
      title="Somebody else has changed this meanwhile"
    >
      {conflict && <Choice conflict={conflict} />}
    </Modal>
  );
}

function Choice({ conflict: { change, mine, theirs, resolve } }: { conflict: Conflict }) {
  const name = nameOf((theirs ?? mine)!);
  if (!theirs) {
    return (
      <>
        <p>{name} was deleted, or merged into another, while you changed it.</p>
        <Group mt="md">
          <Button variant="default" onClick={() => resolve("theirs")}>Leave it deleted</Button>
          <Button data-autofocus onClick={() => resolve("mine")}>Bring it back with my change</Button>
        </Group>
      </>
    );
  }
  if (!mine) {
    return (
      <>
        <p>{name} was changed by somebody else. It now reads:</p>
        <blockquote className={classes["quote"]}>{theirs.text || "no text"}</blockquote>
        <Group mt="md">
          <Button variant="default" onClick={() => resolve("theirs")}>Keep it</Button>
          <Button data-autofocus onClick={() => resolve("mine")}>{change.label} all the same</Button>
        </Group>
      </>
    );
  }
  const differing: (keyof Fields)[] = changedFields(mine, theirs);
  if (!same(mine.status, theirs.status)) differing.push("status");
  return (
    <>
      <p>{name} was changed by somebody else while you changed it. Which version stays?</p>
      <div className={classes["table"]} role="table" aria-label="Both versions">
        <div role="row">
          <span role="columnheader">
            <span className="visually-hidden">Field</span>
          </span>
          <span role="columnheader">Yours</span>
          <span role="columnheader">Theirs</span>
        </div>
        {differing.map((field) => (
          <div role="row" key={field}>
            <span role="rowheader">{FIELD_LABELS[field]}</span>
            <span role="cell">
              <FieldValue field={field} question={mine} />
            </span>
            <span role="cell">
              <FieldValue field={field} question={theirs} />
            </span>
          </div>
        ))}
      </div>
      <Group mt="md">
        <Button variant="default" onClick={() => resolve("theirs")}>Keep theirs</Button>
        <Button data-autofocus onClick={() => resolve("mine")}>Keep mine</Button>
      </Group>
    </>
  );
}
