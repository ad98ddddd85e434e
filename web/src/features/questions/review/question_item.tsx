import { Checkbox } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheckFilled } from "@tabler/icons-react";
import { memo, useEffect, useRef } from "react";
import { QuestionEditor } from "../editor/question_editor.tsx";
import { marksOf, nameOf, needsLook, type Question } from "../question.ts";
import type { Worksheet } from "../worksheet.ts";
import classes from "./question_list.module.css";
import type { Choice } from "./use_choice.ts";
import type { Commands } from "./use_commands.ts";

interface QuestionItemProps {
  readonly worksheet: Worksheet;
  readonly question: Question;
  /** The heading that begins with this question. */
  readonly section: string | null;
  readonly all: readonly Question[];
  readonly choice: Choice;
  readonly commands: Commands;
  readonly canEdit: boolean;
  readonly canDelete: boolean;
  /** Of all rows one is reached by Tab; the others by the arrows. */
  readonly isTabStop: boolean;
}

/** One question in the list: a line, or, when it is looked at, all of it. */
export function QuestionItem({ question, section, choice, isTabStop, ...rest }: QuestionItemProps) {
  const isActive = choice.active?.id === question.id;
  return (
    <>
      {section && <p className={classes["section"]}>{section}</p>}
      <Line
        question={question}
        isActive={isActive}
        isChosen={choice.chosen.includes(question)}
        isTabStop={isTabStop}
        hasFocus={isActive && choice.focus === "row"}
        onFocused={choice.focused}
        onActivate={choice.activate}
        onToggle={choice.toggle}
      />
      {isActive && <QuestionEditor question={question} choice={choice} {...rest} />}
    </>
  );
}

interface LineProps {
  readonly question: Question;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly hasFocus: boolean;
  readonly onFocused: Choice["focused"];
  readonly onActivate: Choice["activate"];
  readonly onToggle: Choice["toggle"];
}

/** Drawn anew only when its own question changes, and not with each letter that is typed into another. */
const Line = memo((props: LineProps) => {
  const { question, isActive, isChosen, isTabStop, hasFocus, onFocused, onActivate, onToggle } = props;
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!hasFocus) return;
    line.current?.focus({ preventScroll: true });
    onFocused();
  }, [hasFocus]);
  const marks = marksOf(question);
  return (
    <div className={classes["row"]} data-active={isActive || undefined} data-question={question.id}>
      <Checkbox
        size="xs"
        tabIndex={isTabStop ? 0 : -1}
        aria-label={`Choose ${nameOf(question).toLowerCase()}`}
        checked={isChosen}
        onChange={() => onToggle(question.id)}
      />
      <button
        ref={line}
        type="button"
        tabIndex={isTabStop ? 0 : -1}
        aria-expanded={isActive}
        className={classes["line"]}
        onClick={() => onActivate(isActive ? undefined : question.id)}
      >
        <strong>{question.number || "–"}</strong>
        <span className={classes["text"]}>{snippetOf(question)}</span>
        {marks !== null && <span className={classes["marks"]}>[{marks}]</span>}
        <Mark question={question} />
      </button>
    </div>
  );
});

function Mark({ question }: { question: Question }) {
  if (question.status === "approved") {
    return <IconCircleCheckFilled size={18} className={classes["approved"]} aria-label="approved" role="img" />;
  }
  if (needsLook(question)) {
    return <IconAlertTriangle size={18} className={classes["doubt"]} aria-label="look twice" role="img" />;
  }
  return <span className={classes["draft"]} aria-label="draft" role="img" />;
}

function snippetOf({ text, stem, parts, options }: Question): string {
  return text || parts[0]?.text || options[0]?.text || stem || "No text yet";
}
