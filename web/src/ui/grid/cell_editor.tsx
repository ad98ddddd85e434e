import { type KeyboardEvent, useEffect, useRef } from "react";
import classes from "./table_grid.module.css";

interface CellEditorProps {
  readonly text: string;
  readonly label: string;
  /** Undefined when nothing is to be changed. */
  readonly onEnd: (text: string | undefined) => void;
}

/** A cell while it is corrected: Enter keeps, Escape drops, and so does leaving it unchanged. */
export function CellEditor({ text, label, onEnd }: CellEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const isOver = useRef(false);
  useEffect(() => field.current?.select(), []);

  // Taking the field away blurs it: that must not end it a second time.
  const end = (isKept: boolean) => {
    if (isOver.current) return;
    isOver.current = true;
    const now = field.current?.value ?? text;
    onEnd(isKept && now !== text.replace(/\r\n?/g, "\n") ? now : undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const isEnter = event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing;
    if (!isEnter && event.key !== "Escape") return;
    event.preventDefault();
    end(isEnter);
  };
  return (
    <textarea
      ref={field}
      rows={1}
      aria-label={label}
      className={classes["editor"]}
      defaultValue={text}
      autoFocus
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
    />
  );
}
