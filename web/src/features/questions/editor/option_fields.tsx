import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Option } from "../question.ts";
import classes from "./question_editor.module.css";

interface OptionFieldsProps {
  readonly options: readonly Option[];
  readonly onChange: (options: readonly Option[]) => void;
  /** Of which part, where it is one's. */
  readonly of?: string;
}

/** The answers that can be chosen from. */
export function OptionFields({ options, onChange, of }: OptionFieldsProps) {
  const change = (index: number, parts: Partial<Option>) =>
    onChange(options.map((option, at) => at === index ? { ...option, ...parts } : option));
  const add = () => onChange([...options, { label: nextLabel(options), text: "" }]);
  const belongsTo = of ? `, part ${of}` : "";
  return (
    <div className={classes["rows"]}>
      {options.map((option, index) => (
        <div key={index} className={classes["row"]}>
          <TextInput
            aria-label={`Label of option ${index + 1}${belongsTo}`}
            value={option.label}
            onChange={({ currentTarget }) => change(index, { label: currentTarget.value })}
          />
          <Textarea
            aria-label={`Option ${option.label || index + 1}${belongsTo}`}
            autosize
            value={option.text}
            onChange={({ currentTarget }) => change(index, { text: currentTarget.value })}
          />
          <ActionIcon
            mt={4}
            aria-label={`Remove option ${option.label || index + 1}${belongsTo}`}
            onClick={() => onChange(options.filter((_, at) => at !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button size="compact-sm" variant="subtle" justify="start" w="max-content" onClick={add}>
        {options.length === 0 ? `Add options${belongsTo && ` to part ${of}`}` : `Add an option${belongsTo}`}
      </Button>
    </div>
  );
}

/** The label that goes on as the last ones do: C after A and B, 3 after 1 and 2. */
function nextLabel(options: readonly Option[]): string {
  const last = options.at(-1)?.label;
  if (last === undefined) return "A";
  if (/^\d+$/.test(last)) return String(Number(last) + 1);
  return /^[a-y]$/i.test(last) ? String.fromCharCode(last.charCodeAt(0) + 1) : "";
}
