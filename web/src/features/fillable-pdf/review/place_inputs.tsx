import { NumberInput } from "@mantine/core";
import type { PageFrame } from "../../../ui/pdf/page_frame.ts";
import { MIN_SIDE } from "../../../ui/pdf/adjust.ts";
import { boxOf, type Rectangle, rectangleOf } from "../../../ui/pdf/rectangle.ts";
import type { ReviewedField } from "./reviewed_field.ts";
import classes from "./side_panel.module.css";
import type { ReviewInHand } from "./use_review.ts";

interface PlaceInputsProps {
  readonly field: ReviewedField;
  readonly frame: PageFrame;
  readonly act: ReviewInHand["act"];
}

/** A field's place in numbers, in points from the upper left corner of the page as it is shown. */
export function PlaceInputs({ field, frame, act }: PlaceInputsProps) {
  const place = rectangleOf(field.rect, frame.transform);
  const most: Rectangle = {
    x: frame.width - place.width,
    y: frame.height - place.height,
    width: frame.width - place.x,
    height: frame.height - place.y,
  };
  const input = (key: keyof Rectangle, label: string) => (
    <NumberInput
      size="xs"
      label={label}
      hideControls
      decimalScale={2}
      min={key === "width" || key === "height" ? MIN_SIDE : 0}
      max={Math.floor(100 * most[key]) / 100}
      clampBehavior="strict"
      value={Math.round(100 * place[key]) / 100}
      onChange={(value) => {
        if (typeof value !== "number") return;
        const rects = new Map([[field.id, boxOf({ ...place, [key]: value }, frame.transform)]]);
        act({ do: "place", rects, mark: `${key} ${field.id}` });
      }}
    />
  );
  return (
    <fieldset className={classes["place"]}>
      <legend>Place, in points</legend>
      {input("x", "From the left")}
      {input("y", "From the top")}
      {input("width", "Width")}
      {input("height", "Height")}
    </fieldset>
  );
}
