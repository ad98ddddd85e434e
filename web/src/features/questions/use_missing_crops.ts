import { useEffect, useRef } from "react";
import type { PDFDocumentProxy } from "../../ui/pdf/pdfjs.ts";
import { cropPicture } from "./crop_picture.ts";
import type { Question } from "./question.ts";
import { same } from "./same.ts";
import type { Review, Worksheet } from "./worksheet.ts";

/** Nobody moves a box for this long: then it may have its picture. */
const REST_MS = 1_500;

/** Makes the pictures of questions whose boxes were moved here or anywhere else, one after another. */
export function useMissingCrops(worksheet: Worksheet, review: Review, pdf: PDFDocumentProxy | undefined): void {
  const failed = useRef(new Set<string>());
  const isMaking = useRef(false);
  const lacking = review.saving === "saved" && review.conflict === undefined
    ? review.questions?.find((question) => lacksPicture(question) && !failed.current.has(question.id))
    : undefined;

  useEffect(() => {
    if (!pdf || !lacking) return;
    const timer = setTimeout(async () => {
      if (isMaking.current) return;
      isMaking.current = true;
      try {
        const path = await worksheet.api.putCrop(await cropPicture(pdf, lacking.boxes));
        const now = worksheet.review().questions?.find(({ id }) => id === lacking.id);
        if (now && same(now.boxes, lacking.boxes)) {
          worksheet.note({ label: "Picture", edits: [{ id: lacking.id, fields: { crop_path: path } }] });
        }
      } catch {
        // A page that cannot be drawn, or no connection: the question does without until the review is opened again.
        failed.current.add(lacking.id);
      } finally {
        isMaking.current = false;
      }
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [pdf, lacking?.id, lacking?.boxes]);
}

function lacksPicture({ crop_path, boxes }: Question): boolean {
  return crop_path === null && boxes.length > 0;
}
