import type { RefObject } from "react";
import type { PageFrame } from "../../../ui/pdf/page_frame.ts";
import { FieldDetails } from "./field_details.tsx";
import { FieldList } from "./field_list.tsx";
import type { ReviewedField } from "./reviewed_field.ts";
import { SeveralDetails } from "./several_details.tsx";
import classes from "./side_panel.module.css";
import type { ReviewInHand } from "./use_review.ts";

export interface SidePanelProps {
  readonly review: ReviewInHand;
  /** The one that is looked at. */
  readonly page: number;
  /** Of the pages that have been seen. */
  readonly frames: ReadonlyMap<number, PageFrame>;
  readonly problems: ReadonlyMap<string, string>;
  readonly nameInput: RefObject<HTMLInputElement | null>;
  onShow(field: ReviewedField): void;
  onDuplicate(): void;
}

/** What is chosen, or what could be. */
export function SidePanel(props: SidePanelProps) {
  const { review, page, frames, problems, nameInput, onShow, onDuplicate } = props;
  const { fields, chosen } = review;
  const members = chosen.flatMap((id) => fields.find((field) => field.id === id) ?? []);
  const [field, ...others] = members;
  return (
    <aside className={classes["panel"]} aria-label="Chosen fields">
      {!field && <FieldList fields={fields} page={page} problems={problems} onShow={onShow} />}
      {field && others.length === 0 && (
        <FieldDetails
          key={field.id}
          field={field}
          frame={frames.get(field.page)}
          problem={problems.get(field.id)}
          review={review}
          nameInput={nameInput}
          onDuplicate={onDuplicate}
        />
      )}
      {others.length > 0 && (
        <SeveralDetails members={members} frames={frames} review={review} onDuplicate={onDuplicate} />
      )}
    </aside>
  );
}
