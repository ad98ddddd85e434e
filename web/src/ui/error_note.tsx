import { Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { sentenceFor } from "../api/problem.ts";
import classes from "./error_note.module.css";

interface ErrorNoteProps {
  readonly title: string;
  /** Anything that was thrown, or the sentence itself. */
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}

/** What went wrong, in a sentence, and what can be done about it. */
export function ErrorNote({ title, error, onRetry, children }: ErrorNoteProps) {
  return (
    <div role="alert" className={classes["note"]}>
      <IconAlertCircle size={20} className={classes["icon"]} aria-hidden="true" />
      <div>
        <p className={classes["title"]}>{title}</p>
        <p>{typeof error === "string" ? error : sentenceFor(error)}</p>
        {(onRetry || children) && (
          <div className={classes["actions"]}>
            {onRetry && <Button size="xs" variant="default" onClick={onRetry}>Try again</Button>}
            {children}
          </div>
        )}
      </div>
    </div>
  );
}
