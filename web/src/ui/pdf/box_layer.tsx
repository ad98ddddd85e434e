import { type KeyboardEvent, useEffect, useRef } from "react";
import { adjustedByKey, HANDLES } from "./adjust.ts";
import classes from "./box_layer.module.css";
import type { PageFrame } from "./page_frame.ts";
import { boxOf, type PdfBox, type Rectangle, rectangleOf } from "./rectangle.ts";
import { useBoxDrag } from "./use_box_drag.ts";

export interface PageBox {
  readonly id: string;
  /** From 1. */
  readonly page: number;
  readonly box: PdfBox;
  /** What it is, for whoever does not see it: "Question 3, page 2". */
  readonly label: string;
  /** A word or two at its corner. */
  readonly tag?: string | undefined;
  readonly tone?: BoxTone | undefined;
  /** Cannot be moved or resized. */
  readonly isFixed?: boolean | undefined;
}

/** plain: as found; done: somebody agreed to it; caution: somebody should look at it; quiet: of little importance */
export type BoxTone = "plain" | "done" | "caution" | "quiet";

export interface BoxLayerProps {
  readonly frame: PageFrame;
  /** Of any pages: those of other pages are left out. */
  readonly boxes: readonly PageBox[];
  readonly selected: ReadonlySet<string>;
  /** Of several selected ones the one that can be taken hold of. */
  readonly active?: string | undefined;
  /** `isAdded` when Shift, Ctrl or ⌘ was held; no id when the bare page was clicked. */
  readonly onSelect: (id: string | undefined, isAdded: boolean) => void;
  /** A box was moved or resized: once when it is let go, and for each press of an arrow key. */
  readonly onChange?: ((id: string, box: PdfBox) => void) | undefined;
  /** While this is there, a drag over the page draws a new box, instead of moving one. */
  readonly onDraw?: ((page: number, box: PdfBox) => void) | undefined;
  /** Delete or Backspace on a box. */
  readonly onRemove?: ((id: string) => void) | undefined;
  /** Enter on a box, or a double click. */
  readonly onOpen?: ((id: string) => void) | undefined;
  /** The box that shall have the keyboard as soon as it is there; `onFocused` is told then. */
  readonly focus?: string | undefined;
  readonly onFocused?: (() => void) | undefined;
}

/**
 * Boxes over a page: to choose, move, resize and draw, by pointer and by keyboard. It keeps nothing but the drag that is
 * going on; where the boxes are is its owner's.
 */
export function BoxLayer(props: BoxLayerProps) {
  const { frame, boxes, selected, active, onSelect, onChange, onDraw, onRemove, onOpen, focus, onFocused } = props;
  const layer = useRef<HTMLDivElement>(null);
  const here = boxes.filter(({ page }) => page === frame.number);
  const places = new Map(here.map(({ id, box }) => [id, rectangleOf(box, frame.transform)]));
  const isMovable = ({ id, isFixed }: PageBox) =>
    onChange !== undefined && !isFixed && selected.has(id) && (selected.size === 1 || active === id);
  const drag = useBoxDrag(layer, frame, {
    placeOf: (id) => isFixedIn(here, id) ? undefined : places.get(id),
    onSelect,
    onMoved: onChange && ((id, place) => onChange(id, boxOf(place, frame.transform))),
    onDrawn: onDraw && ((place) => onDraw(frame.number, boxOf(place, frame.transform))),
  });

  useEffect(() => {
    if (focus === undefined || !places.has(focus)) return;
    layer.current?.querySelector<HTMLElement>(`[data-box="${CSS.escape(focus)}"] button`)?.focus({
      preventScroll: true,
    });
    onFocused?.();
  }, [focus, places.has(focus ?? "")]);

  const onKeyDown = (event: KeyboardEvent, box: PageBox) => {
    const isChange = onChange && !box.isFixed && !event.altKey;
    const place = isChange ? adjustedByKey(places.get(box.id)!, event, frame) : undefined;
    if (place) {
      if (!selected.has(box.id)) onSelect(box.id, false);
      onChange!(box.id, boxOf(place, frame.transform));
    } else if ((event.key === "Delete" || event.key === "Backspace") && onRemove) onRemove(box.id);
    else if (event.key === "Enter" && onOpen) onOpen(box.id);
    else return;
    // What is handled here goes no further: neither does the page scroll, nor does a feature's own key act.
    event.preventDefault();
    event.stopPropagation();
  };

  const bySize = [...here].sort((a, b) => area(places.get(b.id)!) - area(places.get(a.id)!)).map(({ id }) => id);
  return (
    <div ref={layer} className={classes["layer"]} data-drawing={onDraw ? true : undefined} {...drag.handlers}>
      {here.map((box) => {
        const place = drag.id === box.id ? drag.place! : places.get(box.id)!;
        return (
          <div
            key={box.id}
            data-box={box.id}
            data-tone={box.tone ?? "plain"}
            data-selected={selected.has(box.id) || undefined}
            data-movable={isMovable(box) || undefined}
            className={classes["box"]}
            // The smaller one lies on top, or it could not be clicked.
            style={{ ...percentOf(place, frame), zIndex: selected.has(box.id) ? here.length : bySize.indexOf(box.id) }}
          >
            <button
              type="button"
              aria-label={box.label}
              aria-pressed={selected.has(box.id)}
              onClick={(event) => {
                // A press of the mouse chose as it came down; this is for the keyboard and for fingers.
                if (event.detail === 0 || drag.isTap()) {
                  onSelect(box.id, event.shiftKey || event.ctrlKey || event.metaKey);
                }
              }}
              onDoubleClick={() => onOpen?.(box.id)}
              onKeyDown={(event) => onKeyDown(event, box)}
            />
            {box.tag && <span className={classes["tag"]} aria-hidden="true">{box.tag}</span>}
            {isMovable(box) &&
              HANDLES.map((handle) => <span key={handle} data-handle={handle} className={classes["handle"]} />)}
          </div>
        );
      })}
      {drag.place && drag.id === undefined && (
        <div className={classes["box"]} data-tone="plain" data-selected style={percentOf(drag.place, frame)} />
      )}
    </div>
  );
}

function isFixedIn(boxes: readonly PageBox[], id: string): boolean {
  return boxes.find((box) => box.id === id)?.isFixed ?? false;
}

function area({ width, height }: Rectangle): number {
  return width * height;
}

function percentOf({ x, y, width, height }: Rectangle, frame: PageFrame) {
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return {
    left: percent(x, frame.width),
    top: percent(y, frame.height),
    width: percent(width, frame.width),
    height: percent(height, frame.height),
  };
}
