import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { FieldType } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import type { JobWithFiles } from "../../../api/jobs.ts";
import { BoxLayer } from "../../../ui/pdf/box_layer.tsx";
import type { PageFrame } from "../../../ui/pdf/page_frame.ts";
import type { PagesHandle } from "../../../ui/pdf/pdf_pages.tsx";
import { PdfViewer } from "../../../ui/pdf/pdf_viewer.tsx";
import type { PDFDocumentProxy } from "../../../ui/pdf/pdfjs.ts";
import { boxOf, type PdfBox, type Rectangle, rectangleOf } from "../../../ui/pdf/rectangle.ts";
import { boxesOf } from "./boxes.ts";
import { actionOf } from "./keys.ts";
import { copiesOf, indexAt, moveAll } from "./on_page.ts";
import { problemsIn } from "./problems.ts";
import type { PageShape, ReviewedField } from "./reviewed_field.ts";
import classes from "./review_view.module.css";
import { SidePanel } from "./side_panel.tsx";
import { ToolBar } from "./tool_bar.tsx";
import { useReview } from "./use_review.ts";
import { WriteBar } from "./write_bar.tsx";

interface ReviewViewProps {
  readonly job: JobWithFiles;
  readonly pdf: PDFDocumentProxy;
  readonly shapes: readonly PageShape[];
  readonly found: readonly ReviewedField[];
}

/** Points of a field that is added without being drawn. */
const NEW_SIZE: Record<FieldType, { readonly width: number; readonly height: number }> = {
  text: { width: 160, height: 16 },
  checkbox: { width: 11, height: 11 },
  radio: { width: 11, height: 11 },
  signature: { width: 180, height: 28 },
};

/** Fields over their pages: to be looked through, set right and written again. */
export function ReviewView({ job, pdf, shapes, found }: ReviewViewProps) {
  const review = useReview(job.id, found);
  const { fields, chosen, act } = review;
  const pages = useRef<PagesHandle>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const frames = useRef(new Map<number, PageFrame>());
  const isByKey = useRef(false);
  const [page, setPage] = useState(1);
  const [tool, setTool] = useState<FieldType>();
  const [focus, setFocus] = useState<string>();
  const problems = useMemo(() => problemsIn(fields), [fields]);
  const boxes = useMemo(() => boxesOf(fields, chosen, problems), [fields, chosen, problems]);
  const selected = useMemo(() => new Set(chosen), [chosen]);

  const place = (rects: ReadonlyMap<string, PdfBox>, mark?: string) =>
    act({ do: "place", rects, ...(mark !== undefined && { mark }) });
  const move = (frame: PageFrame, id: string, box: PdfBox) => {
    const mark = isByKey.current ? `keys ${chosen.join()}` : undefined;
    place(moveAll(fields, chosen.includes(id) ? chosen : [id], id, box, frame), mark);
  };
  const choose = (id: string | undefined, isAdded: boolean) => {
    if (id === undefined) return isAdded || act({ do: "choose", ids: [] });
    if (isAdded) act({ do: "toggle", id });
    // Pressing one of several takes hold of all of them.
    else if (!chosen.includes(id)) act({ do: "choose", ids: [id] });
  };
  const addField = (frame: PageFrame, type: FieldType, at: Rectangle) => {
    const index = indexAt(fields, at, frame);
    act({ do: "add", page: frame.number, rect: boxOf(at, frame.transform), type, at: index });
    setTool(undefined);
    setFocus("chosen");
  };
  const addInTheMiddle = (type: FieldType) => {
    const middle = pages.current?.middle();
    if (!middle) return;
    const { width, height } = NEW_SIZE[type];
    addField(middle.frame, type, { x: middle.point.x - width / 2, y: middle.point.y - height / 2, width, height });
  };
  const remove = (id: string) => {
    const next = fields.slice(fields.findIndex((field) => field.id === id) + 1)
      .find((field) => !chosen.includes(field.id));
    if (!chosen.includes(id)) act({ do: "choose", ids: [id] });
    act({ do: "remove" });
    setFocus(next?.id);
  };
  const show = (field: ReviewedField) => {
    act({ do: "choose", ids: [field.id] });
    pages.current?.show(field.page, field.rect);
    setFocus(field.id);
  };
  const duplicate = () => act({ do: "duplicate", rects: copiesOf(fields, chosen, frames.current) });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    isByKey.current = true;
    if ((event.target as Element).closest("input, textarea, select, [role=listbox]")) return;
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    if (action === "all") act({ do: "choose", ids: fields.filter((each) => each.page === page).map(({ id }) => id) });
    else if (action === "duplicate") duplicate();
    else if (action.do === "choose" && tool) setTool(undefined);
    else act(action);
  };

  const wanted = focus === "chosen" ? chosen[0] : focus;
  return (
    <div
      className={classes["review"]}
      onKeyDownCapture={onKeyDown}
      onPointerDownCapture={() => isByKey.current = false}
    >
      <ToolBar review={review} tool={tool} onTool={setTool} onAdd={addInTheMiddle} />
      <div className={classes["split"]}>
        <div className={classes["pages"]}>
          <PdfViewer
            ref={pages}
            pdf={pdf}
            label={`Pages of ${job.title}`}
            onPage={setPage}
            overlay={(frame) => {
              frames.current.set(frame.number, frame);
              return (
                <BoxLayer
                  frame={frame}
                  boxes={boxes}
                  selected={selected}
                  onSelect={choose}
                  onChange={(id, box) => move(frame, id, box)}
                  onRemove={remove}
                  onOpen={(id) => {
                    act({ do: "choose", ids: [id] });
                    nameInput.current?.focus();
                  }}
                  {...(tool && { onDraw: (_, box) => addField(frame, tool, rectangleOf(box, frame.transform)) })}
                  {...(wanted !== undefined && { focus: wanted, onFocused: () => setFocus(undefined) })}
                />
              );
            }}
          />
        </div>
        <SidePanel
          review={review}
          page={page}
          frames={frames.current}
          problems={problems}
          nameInput={nameInput}
          onShow={show}
          onDuplicate={duplicate}
        />
      </div>
      <WriteBar job={job} review={review} shapes={shapes} problems={problems} pdf={pdf} onShow={show} />
    </div>
  );
}
