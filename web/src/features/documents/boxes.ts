import type { PageBox } from "../../ui/pdf/box_layer.tsx";
import type { Placed } from "./places.ts";

/** What has a place on a page, as boxes to lay over it. */
export function boxesOf(places: readonly Placed[]): PageBox[] {
  return places.flatMap(({ id, label, tone, place: { page, bbox } }) =>
    page === null || bbox === null
      ? []
      : [{ id, label: `${label}, page ${page}`, tone, page, box: bbox, isFixed: true }]
  );
}
