import { allParts, type Fields, TAGS } from "../question.ts";
import classes from "./field_value.module.css";

export const FIELD_LABELS: Record<keyof Fields, string> = {
  section: "Section",
  number: "Number",
  stem: "Shared text",
  text: "Text",
  parts: "Sub-parts",
  options: "Options",
  marks: "Marks",
  boxes: "Boxes",
  tags: "Tags",
  status: "Status",
  position: "Place in the order",
  crop_path: "Picture",
};

/** What a field says, in words. */
export function FieldValue({ field, question }: { readonly field: keyof Fields; readonly question: Fields }) {
  return <span className={classes["value"]}>{wordsOf(field, question) || "nothing"}</span>;
}

function wordsOf(field: keyof Fields, question: Fields): string {
  switch (field) {
    case "parts":
      return allParts(question.parts).map(({ label, text, marks }) => `${label} ${text}${marks ? ` [${marks}]` : ""}`)
        .join("\n");
    case "options":
      return question.options.map(({ label, text }) => `${label} ${text}`).join("\n");
    case "boxes":
      return question.boxes.map(({ page, x0, y0, x1, y1 }) =>
        `page ${page}: ${[x0, y0, x1, y1].map(Math.round).join(", ")}`
      ).join("\n");
    case "tags":
      return TAGS.flatMap((tag) => question.tags[tag] ?? []).join(", ");
    default:
      return String(question[field] ?? "");
  }
}
