import { useElementSize } from "@mantine/hooks";
import { type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from "react";
import { DrawQueue } from "./draw_queue.ts";
import type { PageFrame } from "./page_frame.ts";
import { type Anchor, anchorAt, layOut, pageAt, topOf } from "./page_layout.ts";
import { PageSheet } from "./page_sheet.tsx";
import classes from "./pdf_pages.module.css";
import type { PDFDocumentProxy } from "./pdfjs.ts";
import { type PdfBox, type Point, rectangleOf } from "./rectangle.ts";
import { frameOf } from "./use_drawn_page.ts";

/** What a feature does with the pages, by its own buttons and keys. */
export interface PagesHandle extends ScrollHandle {
  turn(by: 1 | -1): void;
  zoom(way: "in" | "out" | "fit"): void;
}

export interface ScrollHandle {
  /** Turns to a page, or to a box on it unless that is in view already. */
  show(page: number, box?: PdfBox): void;
  /** The middle of what is seen, in points of the page that is there; undefined until that page is known. */
  middle(): { readonly frame: PageFrame; readonly point: Point } | undefined;
}

interface PdfPagesProps {
  readonly pdf: PDFDocumentProxy;
  /** 1 fits the width. */
  readonly zoom?: number;
  /** What the pages are, for whoever does not see them. */
  readonly label?: string | undefined;
  /** What lies over a page; asked for the pages near to what is seen. */
  readonly overlay?: ((frame: PageFrame) => ReactNode) | undefined;
  /** Another page is looked at. */
  readonly onPage?: (page: number) => void;
  readonly ref?: Ref<ScrollHandle>;
}

/** The page on this part of the height is the one that is looked at. */
const EYE_LEVEL = 1 / 3;
/** Pixels by which a box that is shown keeps away from the edge. */
const BOX_MARGIN = 40;

/** The pages of a PDF, one under another. Only those that are seen, and their neighbours, exist and are drawn. */
export function PdfPages({ pdf, zoom = 1, label = "Pages", overlay, onPage, ref }: PdfPagesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: column, width: room } = useElementSize<HTMLDivElement>();
  const [frames, setFrames] = useState<ReadonlyMap<number, PageFrame>>(new Map());
  const [range, setRange] = useState({ first: 1, last: 1 });
  const looked = useRef(1);
  /** What keeps its place when the pages' sizes change. */
  const anchor = useRef<Anchor>({ page: 1, fraction: 0 });
  /** The page that was asked for, while nobody has scrolled since: the last page may not come up to eye level. */
  const asked = useRef<{ readonly page: number; readonly top: number }>(undefined);
  const queue = useMemo(() => new DrawQueue((page) => Math.abs(page - looked.current)), [pdf]);

  const width = Math.floor(room * zoom);
  const layout = useMemo(
    () => layOut(pdf.numPages, width, new Map([...frames].map(([page, { width, height }]) => [page, height / width]))),
    [pdf, width, frames],
  );
  /** For what comes back from waiting. */
  const now = useRef({ layout, width });
  now.current = { layout, width };

  const learn = (frame: PageFrame) =>
    setFrames((frames) => frames.has(frame.number) ? frames : new Map(frames).set(frame.number, frame));
  const look = (page: number) => {
    if (page === looked.current) return;
    looked.current = page;
    onPage?.(page);
  };
  const see = () => {
    const { scrollTop, clientHeight } = scroller.current!;
    const { layout } = now.current;
    const first = Math.max(1, pageAt(layout, scrollTop) - 1);
    const last = Math.min(pdf.numPages, pageAt(layout, scrollTop + clientHeight) + 1);
    setRange((range) => range.first === first && range.last === last ? range : { first, last });
    const isAsked = asked.current && Math.abs(asked.current.top - scrollTop) < 2;
    look(isAsked ? asked.current!.page : pageAt(layout, scrollTop + clientHeight * EYE_LEVEL));
  };
  const onScroll = () => {
    anchor.current = anchorAt(now.current.layout, scroller.current!.scrollTop);
    see();
  };
  /** Also before the sizes are known: then the next layout goes there. */
  const scrollTo = (page: number, fraction: number) => {
    const element = scroller.current!;
    element.scrollTop = topOf(now.current.layout, { page, fraction });
    asked.current = { page, top: element.scrollTop };
    anchor.current = { page, fraction };
    if (now.current.width > 0) see();
  };

  useLayoutEffect(() => {
    if (width === 0) return;
    const element = scroller.current!;
    const wasAsked = asked.current;
    element.scrollTop = topOf(layout, anchor.current);
    if (wasAsked) asked.current = { ...wasAsked, top: element.scrollTop };
    see();
  }, [layout]);

  const showBox = async (number: number, box: PdfBox) => {
    const frame = frameOf(await pdf.getPage(number));
    const element = scroller.current;
    if (!element) return;
    learn(frame);
    const { layout, width } = now.current;
    const scale = width / frame.width;
    const place = rectangleOf(box, frame.transform);
    const { scrollTop, clientHeight, scrollLeft, clientWidth } = element;
    const left = place.x * scale, room = clientWidth - place.width * scale;
    if (left < scrollLeft || left > scrollLeft + room) element.scrollLeft = left - Math.max(BOX_MARGIN, room / 2);
    const top = layout.tops[number - 1]! + place.y * scale, spare = clientHeight - place.height * scale;
    if (width > 0 && top >= scrollTop && top <= scrollTop + spare) return;
    const margin = scale > 0 ? Math.max(BOX_MARGIN, spare / 2) / scale : BOX_MARGIN;
    scrollTo(number, (place.y - margin) / frame.height);
  };
  useImperativeHandle(ref, () => ({
    show(page, box) {
      if (page < 1 || page > pdf.numPages) return;
      if (box) void showBox(page, box);
      else scrollTo(page, 0);
    },
    middle() {
      const { scrollTop, scrollLeft, clientHeight, clientWidth } = scroller.current!;
      const { page, fraction } = anchorAt(layout, scrollTop + clientHeight / 2);
      const frame = frames.get(page);
      if (!frame) return undefined;
      const x = Math.min(1, (scrollLeft + clientWidth / 2) / width);
      return { frame, point: { x: x * frame.width, y: Math.min(1, fraction) * frame.height } };
    },
  }));

  const shown = Array.from({ length: range.last - range.first + 1 }, (_, index) => range.first + index);
  return (
    <div
      ref={scroller}
      role="region"
      data-pages
      aria-label={label}
      tabIndex={0}
      className={classes["scroller"]}
      onScroll={onScroll}
    >
      <div ref={column} className={classes["column"]} style={{ height: layout.total }}>
        {width > 0 && shown.map((page) => (
          <div
            key={page}
            className={classes["place"]}
            style={{ width, height: layout.heights[page - 1], transform: `translateY(${layout.tops[page - 1]}px)` }}
          >
            <PageSheet pdf={pdf} number={page} width={width} queue={queue} overlay={overlay} onFrame={learn} />
          </div>
        ))}
      </div>
    </div>
  );
}
