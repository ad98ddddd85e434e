import { Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./rows_field.module.css";

/** What is no longer is not broken into lines. */
const ONE_LINE = 80;

interface JsonFieldProps {
  readonly label: string;
  readonly description: string;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly example: unknown;
  /** Undefined when nothing is written; a string while it is no JSON, which no schema takes. */
  onChange(value: unknown): void;
}

/** Something that has a shape of its own, written as JSON. */
export function JsonField({ label, description, error, value, example, onChange }: JsonFieldProps) {
  const [text, setText] = useState(() => textOf(value));
  // It may be chosen elsewhere.
  useEffect(() => {
    if (textOf(parsed(text)) !== textOf(value)) setText(textOf(value));
  }, [value]);
  const write = (next: string) => {
    setText(next);
    onChange(parsed(next));
  };
  return (
    <Textarea
      size="sm"
      className={classes["field"] ?? ""}
      label={label}
      description={description}
      error={typeof value === "string" ? "This is not valid JSON yet" : error}
      placeholder={JSON.stringify(example)}
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

/** Nothing, and a list of nothing, is written as nothing. */
function textOf(value: unknown): string {
  if (value === undefined || Array.isArray(value) && value.length === 0) return "";
  if (typeof value === "string") return value;
  const short = JSON.stringify(value);
  return short.length <= ONE_LINE ? short : JSON.stringify(value, null, 2);
}

function parsed(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
