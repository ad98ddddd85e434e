import { Button } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./side_panel.module.css";

interface FieldActionsProps {
  onDuplicate(): void;
  onDelete(): void;
  /** What can be done to some fields only. */
  readonly children?: ReactNode;
}

/** What can be done to chosen fields as wholes. */
export function FieldActions({ onDuplicate, onDelete, children }: FieldActionsProps) {
  return (
    <div className={classes["row"]}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconCopy size={15} aria-hidden="true" />}
        onClick={onDuplicate}
      >
        Duplicate
      </Button>
      {children}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconTrash size={15} aria-hidden="true" />}
        onClick={onDelete}
      >
        Delete
      </Button>
    </div>
  );
}
