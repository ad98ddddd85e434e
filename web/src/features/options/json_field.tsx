import { Textarea } from "@mantine/core";
import { useState } from "react";
import classes from "./rows_field.module.css";

const EXAMPLE = '{ "properties": { "order_number": { "type": "string" } } }';

interface JsonFieldProps {
  readonly label: string;
  readonly description: string;
  readonly error: string | undefined;
  readonly value: unknown;
  /** Undefined when nothing is written; a string while it is no JSON, which no schema takes. */
  onChange(value: unknown): void;
}

/** Something that has a shape of its own, written as JSON. */
export function JsonField({ label, description, error, value, onChange }: JsonFieldProps) {
  const [text, setText] = useState(() => value === undefined ? "" : JSON.stringify(value, null, 2));
  const write = (next: string) => {
    setText(next);
    onChange(next.trim() === "" ? undefined : parsed(next));
  };
  return (
    <Textarea
      size="sm"
      className={classes["field"] ?? ""}
      label={label}
      description={description}
      error={typeof value === "string" ? "This is not valid JSON yet" : error}
      placeholder={EXAMPLE}
      autosize
      minRows={2}
      maxRows={12}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.8125rem" } }}
      value={text}
      onChange={({ currentTarget }) => write(currentTarget.value)}
    />
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
