import { ActionIcon, Button, Input, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Column } from "./fields.ts";
import classes from "./rows_field.module.css";

type Row = Readonly<Record<string, string>>;

interface RowsFieldProps {
  readonly label: string;
  readonly description: string;
  readonly error: string | undefined;
  readonly columns: readonly Column[];
  readonly value: unknown;
  onChange(rows: readonly Row[]): void;
}

/** A list of things with a few words each. A row without words does not count. */
export function RowsField({ label, description, error, columns, value, onChange }: RowsFieldProps) {
  const [rows, setRows] = useState<readonly Row[]>(() => Array.isArray(value) ? value as Row[] : []);
  const change = (next: readonly Row[]) => {
    setRows(next);
    onChange(next.filter((row) => Object.values(row).some((text) => text.trim() !== "")));
  };
  const set = (index: number, name: string, text: string) =>
    change(rows.map((row, i) => i === index ? { ...row, [name]: text } : row));
  return (
    <Input.Wrapper
      size="sm"
      component="div"
      label={label}
      description={description}
      error={error}
      className={classes["field"] ?? ""}
    >
      <ul className={classes["rows"]}>
        {rows.map((row, index) => (
          <li key={index}>
            {columns.map(({ name, title }) => (
              <TextInput
                key={name}
                size="sm"
                aria-label={`${title} of ${label} ${index + 1}`}
                placeholder={title}
                value={row[name] ?? ""}
                onChange={({ currentTarget }) => set(index, name, currentTarget.value)}
              />
            ))}
            <ActionIcon
              aria-label={`Remove ${label} ${index + 1}`}
              onClick={() => change(rows.filter((_, i) => i !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} />}
        onClick={() => setRows([...rows, {}])}
      >
        Add
      </Button>
    </Input.Wrapper>
  );
}
