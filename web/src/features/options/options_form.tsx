import { MultiSelect, NumberInput, PasswordInput, Select, Switch, TextInput } from "@mantine/core";
import type { JobKind } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { formatStage } from "../../ui/format.ts";
import { type Field, fieldsOf, mistakesIn, type Options } from "./fields.ts";
import { JsonField } from "./json_field.tsx";
import { RowsField } from "./rows_field.tsx";
import classes from "./options_form.module.css";

interface OptionsFormProps {
  readonly kind: JobKind;
  readonly value: Options;
  onChange(options: Options): void;
}

/** How the files that are added next are to be worked on. */
export function OptionsForm({ kind, value, onChange }: OptionsFormProps) {
  const mistakes = mistakesIn(kind, value);
  return (
    <fieldset className={classes["options"]}>
      <legend className="visually-hidden">Options for the files that you add next</legend>
      {fieldsOf(kind).toSorted(byShape).map((field) => (
        <OptionField
          key={field.name}
          field={field}
          value={value[field.name] ?? field.preset}
          mistake={mistakes[field.name]}
          onChange={(next) => onChange({ ...value, [field.name]: next })}
        />
      ))}
    </fieldset>
  );
}

interface OptionFieldProps {
  readonly field: Field;
  readonly value: unknown;
  readonly mistake: string | undefined;
  onChange(value: unknown): void;
}

function OptionField({ field, value, mistake, onChange }: OptionFieldProps) {
  const shared = { size: "sm", label: field.title, description: field.description, error: mistake } as const;
  switch (field.type) {
    case "text":
      return (
        <TextInput
          {...shared}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "secret":
      return (
        <PasswordInput
          {...shared}
          autoComplete="off"
          value={String(value ?? "")}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "number":
      return <NumberInput {...shared} value={value as number} onChange={onChange} />;
    case "switch":
      return (
        <Switch
          {...shared}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "choices":
      return (
        <MultiSelect
          {...shared}
          comboboxProps={{ withinPortal: false }}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={onChange}
          data={field.choices.map((choice) => ({ value: choice, label: nameOf(choice) }))}
        />
      );
    case "rows":
      return <RowsField {...shared} columns={field.columns} value={value} onChange={onChange} />;
    case "json":
      return <JsonField {...shared} value={value} example={field.example} onChange={onChange} />;
    case "choice":
      return (
        <Select
          {...shared}
          allowDeselect={false}
          value={String(value)}
          onChange={onChange}
          data={field.choices.map((choice) => ({ value: choice, label: nameOf(choice) }))}
        />
      );
  }
}

/** Switches stand lower than the other fields, and what has rows or lines of its own is wider. */
function byShape(a: Field, b: Field): number {
  return rankOf(a) - rankOf(b);
}

function rankOf({ type }: Field): number {
  return type === "rows" || type === "json" ? 2 : type === "switch" ? 1 : 0;
}

const NAMES: Record<string, string> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
  "|": "Bar",
  eng: "English",
  deu: "German",
  fra: "French",
  spa: "Spanish",
};

function nameOf(choice: string): string {
  return NAMES[choice] ?? formatStage(choice);
}
