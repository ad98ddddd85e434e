import { ActionIcon, Button, Select, Tooltip } from "@mantine/core";
import {
  IconArrowAutofitHeight,
  IconArrowAutofitWidth,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  type IconProps,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { FieldType } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import type { PdfBox } from "../../../ui/pdf/rectangle.ts";
import type { PageFrame } from "../../../ui/pdf/page_frame.ts";
import { aligned, type Alignment, ALIGNMENTS } from "./align.ts";
import { FieldActions } from "./field_actions.tsx";
import { TYPE_CHOICES } from "./field_details.tsx";
import { changeAll } from "./on_page.ts";
import type { ReviewedField } from "./reviewed_field.ts";
import classes from "./side_panel.module.css";
import type { ReviewInHand } from "./use_review.ts";

interface SeveralDetailsProps {
  /** In the order in which they were chosen. */
  readonly members: readonly ReviewedField[];
  readonly frames: ReadonlyMap<number, PageFrame>;
  readonly review: ReviewInHand;
  onDuplicate(): void;
}

const ICONS: Record<Alignment, ComponentType<IconProps>> = {
  left: IconLayoutAlignLeft,
  center: IconLayoutAlignCenter,
  right: IconLayoutAlignRight,
  top: IconLayoutAlignTop,
  middle: IconLayoutAlignMiddle,
  bottom: IconLayoutAlignBottom,
  width: IconArrowAutofitWidth,
  height: IconArrowAutofitHeight,
  across: IconLayoutDistributeHorizontal,
  down: IconLayoutDistributeVertical,
};

/** What can be done to several fields at once. Those of each page are brought in line among themselves. */
export function SeveralDetails({ members, frames, review, onDuplicate }: SeveralDetailsProps) {
  const { act, fields, chosen } = review;
  const types = new Set(members.map(({ type }) => type));
  const isOneGroup = types.size === 1 && types.has("radio") && new Set(members.map(({ name }) => name)).size === 1;
  const align = (how: Alignment) => {
    const rects = new Map<string, PdfBox>();
    for (const frame of frames.values()) {
      for (const [id, rect] of changeAll(fields, chosen, frame, (all) => aligned(all, how))) rects.set(id, rect);
    }
    act({ do: "place", rects });
  };
  return (
    <>
      <h3 className={classes["title"]}>{members.length} fields</h3>
      <Select
        size="sm"
        label="Type"
        allowDeselect={false}
        placeholder="Different ones"
        data={TYPE_CHOICES}
        value={types.size === 1 ? members[0]!.type : null}
        onChange={(type) => type && act({ do: "retype", type: type as FieldType })}
      />
      <div role="group" aria-label="Bring in line" className={classes["row"]}>
        {(Object.keys(ALIGNMENTS) as Alignment[]).map((how) => {
          const Icon = ICONS[how];
          return (
            <Tooltip key={how} label={ALIGNMENTS[how]}>
              <ActionIcon variant="default" aria-label={ALIGNMENTS[how]} onClick={() => align(how)}>
                <Icon size={16} />
              </ActionIcon>
            </Tooltip>
          );
        })}
      </div>
      <div className={classes["row"]}>
        {!isOneGroup && (
          <Button size="compact-sm" variant="default" onClick={() => act({ do: "group" })}>
            Group: one of them is chosen
          </Button>
        )}
        {types.has("radio") && (
          <Button size="compact-sm" variant="default" onClick={() => act({ do: "ungroup" })}>Ungroup</Button>
        )}
      </div>
      <FieldActions onDuplicate={onDuplicate} onDelete={() => act({ do: "remove" })} />
    </>
  );
}
