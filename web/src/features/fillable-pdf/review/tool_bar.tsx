import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheckbox,
  IconCircleDot,
  IconCursorText,
  IconWriting,
} from "@tabler/icons-react";
import type { FieldType } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import { TYPE_LABEL } from "./reviewed_field.ts";
import classes from "./tool_bar.module.css";
import type { ReviewInHand } from "./use_review.ts";

export const TYPE_ICON = {
  text: IconCursorText,
  checkbox: IconCheckbox,
  radio: IconCircleDot,
  signature: IconWriting,
} as const;

const TYPES = Object.keys(TYPE_LABEL) as FieldType[];

interface ToolBarProps {
  readonly review: ReviewInHand;
  /** What the next drag over a page draws. */
  readonly tool: FieldType | undefined;
  onTool(tool: FieldType | undefined): void;
  /** Adds a field without drawing it. */
  onAdd(type: FieldType): void;
}

/** Adding fields, and taking changes back. */
export function ToolBar({ review, tool, onTool, onAdd }: ToolBarProps) {
  const { act, canUndo, canRedo } = review;
  return (
    <div role="toolbar" aria-label="Fields" className={classes["bar"]}>
      <span className={classes["title"]} id="add-a-field">Add</span>
      <div role="group" aria-labelledby="add-a-field" className={classes["group"]}>
        {TYPES.map((type) => {
          const Icon = TYPE_ICON[type];
          return (
            <Button
              key={type}
              size="compact-sm"
              variant={tool === type ? "filled" : "default"}
              aria-pressed={tool === type}
              leftSection={<Icon size={15} aria-hidden="true" />}
              onClick={() => onTool(tool === type ? undefined : type)}
            >
              {TYPE_LABEL[type]}
            </Button>
          );
        })}
      </div>
      <div className={classes["group"]}>
        <Tooltip label="Undo (Ctrl+Z)">
          <ActionIcon variant="default" aria-label="Undo" disabled={!canUndo} onClick={() => act({ do: "undo" })}>
            <IconArrowBackUp size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Redo (Ctrl+Shift+Z)">
          <ActionIcon variant="default" aria-label="Redo" disabled={!canRedo} onClick={() => act({ do: "redo" })}>
            <IconArrowForwardUp size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {tool && (
        <p className={classes["hint"]} role="status">
          Draw the {TYPE_LABEL[tool].toLowerCase()} field on the page, or{" "}
          <button type="button" className="link-button" onClick={() => onAdd(tool)}>put it in the middle</button>.
          Escape: leave it.
        </p>
      )}
    </div>
  );
}
