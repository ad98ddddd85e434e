import { ActionIcon, TextInput } from "@mantine/core";
import { IconArrowAutofitWidth, IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import classes from "./page_bar.module.css";
import { zoomed } from "./zoom.ts";

interface PageBarProps {
  readonly page: number;
  readonly count: number;
  readonly zoom: number;
  readonly onPage: (page: number) => void;
  readonly onZoom: (zoom: number) => void;
  /** What else a feature can do with the pages. */
  readonly children?: ReactNode;
}

/** Turning pages, jumping to one, enlarging. */
export function PageBar({ page, count, zoom, onPage, onZoom, children }: PageBarProps) {
  const larger = zoomed(zoom, "in"), smaller = zoomed(zoom, "out");
  return (
    <div className={classes["bar"]}>
      <ActionIcon
        variant="default"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <p role="status" className="visually-hidden">Page {page} of {count}</p>
      <Jump page={page} count={count} onPage={onPage} />
      <ActionIcon variant="default" aria-label="Next page" disabled={page >= count} onClick={() => onPage(page + 1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
      {children}
      <div className={classes["zoom"]}>
        <ActionIcon
          variant="default"
          aria-label="Zoom out"
          disabled={smaller === undefined}
          onClick={() => onZoom(smaller!)}
        >
          <IconZoomOut size={16} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label="Fit the width" disabled={zoom === 1} onClick={() => onZoom(1)}>
          <IconArrowAutofitWidth size={16} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label="Zoom in"
          disabled={larger === undefined}
          onClick={() => onZoom(larger!)}
        >
          <IconZoomIn size={16} />
        </ActionIcon>
      </div>
    </div>
  );
}

function Jump({ page, count, onPage }: Pick<PageBarProps, "page" | "count" | "onPage">) {
  const [text, setText] = useState(String(page));
  useEffect(() => setText(String(page)), [page]);
  const jump = (event?: FormEvent) => {
    event?.preventDefault();
    const wanted = Number(text);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= count) onPage(wanted);
    else setText(String(page));
  };
  return (
    <form className={classes["jump"]} onSubmit={jump}>
      <TextInput
        size="xs"
        aria-label={`Page, 1 to ${count}`}
        inputMode="numeric"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={() => setText(String(page))}
        styles={{ input: { width: `calc(${String(count).length}ch + 1.6rem)`, textAlign: "center" } }}
      />
      <span aria-hidden="true">of {count}</span>
    </form>
  );
}
