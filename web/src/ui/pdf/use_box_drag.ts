import { type DragEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { between, type Handle, MIN_SIDE, movedBy, resizedBy } from "./adjust.ts";
import type { PageFrame } from "./page_frame.ts";
import type { Point, Rectangle } from "./rectangle.ts";

interface DragOptions {
  /** Undefined for a box that cannot be moved. */
  placeOf(id: string): Rectangle | undefined;
  onSelect(id: string | undefined, isAdded: boolean): void;
  readonly onMoved: ((id: string, place: Rectangle) => void) | undefined;
  readonly onDrawn: ((place: Rectangle) => void) | undefined;
}

interface Drag {
  /** Of the box; none for one that is being drawn. */
  readonly id?: string;
  readonly from: Point;
  readonly start: Rectangle | undefined;
  readonly handle: Handle | undefined;
  /** Undefined until the pointer has come far enough to mean it. */
  readonly place?: Rectangle;
}

/** Pixels by which a hand trembles. */
const TREMBLE = 3;

/** Pointers over a layer of boxes: a press chooses, a drag moves, resizes or draws; Escape takes the drag back. */
export function useBoxDrag(layer: RefObject<HTMLElement | null>, frame: PageFrame, options: DragOptions) {
  const [shown, setShown] = useState<Drag>();
  // What is shown may lag behind; a pointer that is let go in the same frame in which it moved has moved all the same.
  const current = useRef<Drag>(undefined);
  const isTap = useRef(false);
  const setDrag = (drag: Drag | undefined) => {
    current.current = drag;
    setShown(drag);
  };

  useEffect(() => {
    if (!shown) return;
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setDrag(undefined);
    };
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => removeEventListener("keydown", onKeyDown, { capture: true });
  }, [shown === undefined]);

  const pointOf = (event: PointerEvent): Point => {
    const { left, top, width, height } = layer.current!.getBoundingClientRect();
    return { x: (event.clientX - left) / width * frame.width, y: (event.clientY - top) / height * frame.height };
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const target = event.target as Element;
    const from = pointOf(event);
    isTap.current = false;
    if (options.onDrawn) return setDrag({ from, start: undefined, handle: undefined });
    const box = target.closest<HTMLElement>("[data-box]");
    const isAdded = event.shiftKey || event.ctrlKey || event.metaKey;
    if (!box) return options.onSelect(undefined, isAdded);
    const id = box.dataset["box"]!;
    // A finger on a box that is not chosen yet may just as well be scrolling: only a tap chooses it.
    isTap.current = event.pointerType === "touch" && box.dataset["movable"] === undefined;
    if (isTap.current) return;
    const handle = target.closest<HTMLElement>("[data-handle]")?.dataset["handle"] as Handle | undefined;
    if (!handle) options.onSelect(id, isAdded);
    const start = options.onMoved && options.placeOf(id);
    if (start && !isAdded) setDrag({ id, from, start, handle });
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const drag = current.current;
    if (!drag) return;
    if (event.buttons === 0) return setDrag(undefined);
    const to = pointOf(event);
    const by = { x: to.x - drag.from.x, y: to.y - drag.from.y };
    const scale = layer.current!.clientWidth / frame.width;
    if (!drag.place && Math.hypot(by.x, by.y) * scale < TREMBLE) return;
    // Not before: a captured press would end as a click on the layer and not on the box.
    if (!drag.place) event.currentTarget.setPointerCapture(event.pointerId);
    const { start, handle, from } = drag;
    const place = !start
      ? between(from, to, frame)
      : handle
      ? resizedBy(start, handle, by, frame)
      : movedBy(start, by, frame);
    setDrag({ ...drag, place });
  };

  const onPointerUp = () => {
    const drag = current.current;
    setDrag(undefined);
    if (!drag?.place) return;
    if (drag.id !== undefined) options.onMoved?.(drag.id, drag.place);
    else if (drag.place.width >= MIN_SIDE && drag.place.height >= MIN_SIDE) options.onDrawn?.(drag.place);
  };

  return {
    /** Where the drag has brought the box with {@link id}, or the new one. */
    place: shown?.place,
    id: shown?.place && shown.id,
    /** Whether the click that is under way is a finger's on a box that was not chosen yet. */
    isTap: () => isTap.current,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: () => setDrag(undefined),
      onDragStart: (event: DragEvent) => event.preventDefault(),
    },
  };
}
