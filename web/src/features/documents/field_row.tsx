import { ActionIcon, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { FieldValue, Scalar } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { formatPercent } from "../../ui/format.ts";
import classes from "./field_row.module.css";
import { hasPlace, nameOfField } from "./places.ts";
import { DOUBTFUL, valueFrom } from "./review.ts";

interface FieldRowProps {
  readonly name: string;
  readonly field: FieldValue;
  /** What it was corrected to. */
  readonly value: Scalar | undefined;
  readonly isConfirmed: boolean;
  readonly isSelected: boolean;
  /** It was chosen on the page: the keyboard follows, so that the next word typed corrects it. */
  readonly isWanted: boolean;
  onSelect(): void;
  onChange(change: { readonly value: Scalar } | { readonly isConfirmed: boolean }): void;
}

/** One value: what it is, how sure that is and where it stands. Typing corrects it, Enter or the tick confirms it. */
export function FieldRow({ name, field, value, isConfirmed, isSelected, isWanted, onSelect, onChange }: FieldRowProps) {
  const current = value === undefined ? field.value : value;
  const [text, setText] = useState(textOf(current));
  const input = useRef<HTMLInputElement>(null);
  const note = useId();
  /** What was told last: Enter tells a correction and then leaves the field, which tells it again. */
  const told = useRef(textOf(current));
  useEffect(() => {
    told.current = textOf(current);
    setText(told.current);
  }, [current]);
  useEffect(() => {
    if (!isWanted) return;
    // A finger would get a keyboard over half of the screen that nobody asked for.
    if (matchMedia("(pointer: coarse)").matches) return input.current?.scrollIntoView({ block: "nearest" });
    // The press that chose the box gives it the keyboard once this is over.
    const frame = requestAnimationFrame(() => input.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [isWanted]);

  const commit = (): boolean => {
    const next = valueFrom(text, field.value);
    if (textOf(next) === told.current) return false;
    told.current = textOf(next);
    onChange({ value: next });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setText(textOf(current));
    if (event.key === "Enter" && !commit() && !isConfirmed) onChange({ isConfirmed: true });
  };
  const label = nameOfField(name);
  return (
    <li className={classes["row"]} data-selected={isSelected || undefined} data-testid="field">
      <TextInput
        ref={input}
        size="sm"
        label={label}
        value={text}
        placeholder="Not found"
        aria-describedby={note}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onFocus={onSelect}
        onBlur={commit}
        onKeyDown={onKeyDown}
        rightSection={
          <ActionIcon
            aria-label={isConfirmed ? `${label} is confirmed: take it back` : `Confirm ${label}`}
            aria-pressed={isConfirmed}
            className={classes["confirm"] ?? ""}
            size="sm"
            onClick={() => onChange({ isConfirmed: !isConfirmed })}
          >
            <IconCheck size={15} />
          </ActionIcon>
        }
      />
      <p id={note} className={classes["note"]} data-level={levelOf(field, isConfirmed)}>
        {describe(field, value, isConfirmed)}
      </p>
    </li>
  );
}

function textOf(value: Scalar): string {
  return value === null ? "" : String(value);
}

function levelOf({ value, confidence }: FieldValue, isConfirmed: boolean): string {
  if (isConfirmed) return "done";
  return value === null ? "none" : confidence < DOUBTFUL ? "low" : "fine";
}

function describe(field: FieldValue, value: Scalar | undefined, isConfirmed: boolean): string {
  const printed = field.text?.trim() ?? "";
  const parts = [
    value !== undefined
      ? `corrected from ${textOf(field.value) || "nothing"}`
      : isConfirmed
      ? "confirmed"
      : field.value === null
      ? "nothing was found"
      : field.method === "xml"
      ? "from the invoice's own data"
      : formatPercent(field.confidence),
    printed !== "" && printed !== textOf(field.value) && value === undefined ? `printed “${shortened(printed)}”` : "",
    field.page !== null ? `page ${field.page}` : "",
    field.value !== null && field.method !== "xml" && !hasPlace(field) ? "concluded, printed nowhere" : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const shortened = (text: string): string => text.length > 60 ? `${text.slice(0, 60)}…` : text;
