import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Question } from "../question.ts";
import classes from "./question_list.module.css";
import { QuestionItem } from "./question_item.tsx";
import type { Choice } from "./use_choice.ts";
import type { Commands } from "./use_commands.ts";
import type { Worksheet } from "../worksheet.ts";

interface QuestionListProps {
  readonly worksheet: Worksheet;
  /** Those that are listed, in order. */
  readonly questions: readonly Question[];
  /** All of them: the words used as tags, the one that follows. */
  readonly all: readonly Question[];
  readonly choice: Choice;
  readonly commands: Commands;
  readonly canEdit: boolean;
  readonly canDelete: boolean;
}

const ROW_HEIGHT = 46;

/** The questions in their order; the one that is looked at stands open. Only those in view exist. */
export function QuestionList({ questions, choice, ...rest }: QuestionListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const at = questions.findIndex(({ id }) => id === choice.active?.id);
  const rows = useVirtualizer({
    count: questions.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => questions[index]!.id,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  // Once it stands open: whoever clicked on a line keeps it under the pointer where all of it can be seen there.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const item = scroller.current?.querySelector(`[data-index="${at}"]`)?.getBoundingClientRect();
      const view = scroller.current?.getBoundingClientRect();
      const isSeen = item && view && item.top >= view.top - 1 && item.bottom <= view.bottom + 1;
      if (at >= 0 && !isSeen) rows.scrollToIndex(at, { align: "start" });
    });
    return () => cancelAnimationFrame(frame);
  }, [choice.active?.id, at]);

  return (
    <div ref={scroller} className={classes["scroller"]}>
      <ol className={classes["list"]} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={questions.length}
            aria-posinset={index + 1}
            className={classes["place"]}
            style={{ transform: `translateY(${start}px)` }}
          >
            <QuestionItem
              question={questions[index]!}
              section={questions[index]!.section !== (questions[index - 1]?.section ?? null)
                ? questions[index]!.section
                : null}
              isTabStop={index === Math.max(0, at)}
              choice={choice}
              {...rest}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}
