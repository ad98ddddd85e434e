import { Autocomplete } from "@mantine/core";
import { useMemo } from "react";
import { type Question, TAGS, type Tags } from "../question.ts";
import classes from "./question_editor.module.css";

interface TagFieldsProps {
  readonly tags: Tags;
  /** The worksheet's questions: what is used there already is offered. */
  readonly all: readonly Question[];
  readonly onChange: (tags: Tags) => void;
}

const LABELS = { subject: "Subject", topic: "Topic", type: "Type", difficulty: "Difficulty" } as const;

export function TagFields({ tags, all, onChange }: TagFieldsProps) {
  const used = useMemo(() => {
    const of = (tag: keyof Tags) => [...new Set(all.flatMap(({ tags }) => tags[tag] ?? []))].sort();
    return Object.fromEntries(TAGS.map((tag) => [tag, of(tag)]));
  }, [all]);
  return (
    <div className={classes["tags"]}>
      {TAGS.map((tag) => (
        <Autocomplete
          key={tag}
          label={LABELS[tag]}
          maxLength={200}
          data={used[tag] ?? []}
          value={tags[tag] ?? ""}
          comboboxProps={{ withinPortal: true }}
          onChange={(value) => {
            const { [tag]: _, ...others } = tags;
            onChange(value === "" ? others : { ...others, [tag]: value });
          }}
        />
      ))}
    </div>
  );
}
