import { ActionIcon, Button, Menu, NumberInput, Textarea, TextInput } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Part } from "../question.ts";
import { OptionFields } from "./option_fields.tsx";
import classes from "./question_editor.module.css";

interface PartFieldsProps {
  readonly parts: readonly Part[];
  readonly onChange: (parts: readonly Part[]) => void;
  /** A question of its own from this part on; only for those right below the question. */
  readonly onSplit?: (index: number) => void;
  readonly canSplit?: (index: number) => boolean;
  /** What stands before its label: `2a` for the parts of 2a. */
  readonly prefix?: string;
  readonly depth?: number;
}

const MAX_DEPTH = 3;

/** Sub-parts with their own below them. */
export function PartFields({ parts, onChange, onSplit, canSplit, prefix = "", depth = 1 }: PartFieldsProps) {
  const change = (index: number, some: Partial<Part>) =>
    onChange(parts.map((part, at) => at === index ? { ...part, ...some } : part));
  const add = () =>
    onChange([...parts, { label: nextLabel(parts, depth), text: "", marks: null, options: [], parts: [] }]);
  return (
    <div className={classes["rows"]}>
      {parts.map((part, index) => {
        const name = `${prefix}${part.label || index + 1}`;
        return (
          <div key={index} className={classes["rows"]}>
            <div className={classes["row"]} data-marks>
              <TextInput
                aria-label={`Label of part ${name}`}
                value={part.label}
                onChange={({ currentTarget }) => change(index, { label: currentTarget.value })}
              />
              <Textarea
                aria-label={`Part ${name}`}
                autosize
                value={part.text}
                onChange={({ currentTarget }) => change(index, { text: currentTarget.value })}
              />
              <NumberInput
                aria-label={`Marks of part ${name}`}
                placeholder="marks"
                hideControls
                min={0}
                allowNegative={false}
                max={10000}
                value={part.marks ?? ""}
                onChange={(value) => change(index, { marks: value === "" ? null : Number(value) })}
              />
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon mt={4} aria-label={`Actions for part ${name}`}>
                    <IconDots size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {depth < MAX_DEPTH && (
                    <Menu.Item
                      onClick={() =>
                        change(index, {
                          parts: [...part.parts ?? [], { label: nextLabel(part.parts ?? [], depth + 1), text: "" }],
                        })}
                    >
                      Add a part below it
                    </Menu.Item>
                  )}
                  {onSplit && (
                    <Menu.Item disabled={!canSplit?.(index)} onClick={() => onSplit(index)}>
                      New question from here
                    </Menu.Item>
                  )}
                  <Menu.Item color="red" onClick={() => onChange(parts.filter((_, at) => at !== index))}>
                    Remove
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </div>
            {(part.parts ?? []).length > 0 && (
              <div className={classes["below"]}>
                <PartFields
                  parts={part.parts!}
                  prefix={name}
                  depth={depth + 1}
                  onChange={(parts) => change(index, { parts })}
                />
              </div>
            )}
            {(part.options ?? []).length > 0 && (
              <div className={classes["below"]}>
                <OptionFields of={name} options={part.options!} onChange={(options) => change(index, { options })} />
              </div>
            )}
          </div>
        );
      })}
      <Button size="compact-sm" variant="subtle" justify="start" w="max-content" onClick={add}>
        {prefix ? `Add a part to ${prefix}` : parts.length === 0 ? "Add sub-parts" : "Add a sub-part"}
      </Button>
    </div>
  );
}

const ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

/** The label that goes on as the last ones do; the second level usually counts in roman numerals. */
function nextLabel(parts: readonly Part[], depth: number): string {
  const last = parts.at(-1)?.label;
  if (last === undefined) return depth === 2 ? "i" : depth === 3 ? "A" : "a";
  const roman = ROMAN.indexOf(last);
  if (depth === 2 && roman >= 0) return ROMAN[roman + 1] ?? "";
  return /^[a-y]$/i.test(last) ? String.fromCharCode(last.charCodeAt(0) + 1) : "";
}
