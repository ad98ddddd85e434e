import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { formatCount, formatStage } from "../../ui/format.ts";
import { type Entry, type Listing, type Order, ORDERS, typesIn } from "./listing.ts";
import classes from "./listing_bar.module.css";
import type { State } from "./review.ts";

interface ListingBarProps {
  readonly entries: readonly Entry[];
  /** How many are listed. */
  readonly shown: number;
  readonly listing: Listing;
  onChange(listing: Listing): void;
}

const STATES: readonly { readonly value: State | "all"; readonly label: string }[] = [
  { value: "all", label: "All" },
  { value: "check", label: "To check" },
  { value: "confirmed", label: "Confirmed" },
  { value: "failed", label: "Not read" },
];

const ORDER_LABEL: Record<Order, string> = {
  sent: "As sent",
  name: "By name",
  type: "By type",
  doubt: "Least sure first",
};

/** Fewer are seen at one look. */
const MANY = 10;

/** What to list of many documents: by how they stand, what they are and what they are called. */
export function ListingBar({ entries, shown, listing, onChange }: ListingBarProps) {
  const counts = (state: State | "all") =>
    state === "all" ? entries.length : entries.filter((each) => each.state === state).length;
  const states = STATES.filter(({ value }) => value === "all" || value === listing.state || counts(value) > 0);
  const all = formatCount(entries.length, "document");
  return (
    <>
      <div className={classes["bar"]}>
        <p role="status">{shown === entries.length ? all : `${shown} of ${all}`}</p>
        {states.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Which documents to list"
            value={listing.state}
            onChange={(value) => onChange({ ...listing, state: value as State | "all" })}
            data={states.map(({ value, label }) => ({ value, label: `${label} ${counts(value)}` }))}
          />
        )}
      </div>
      {entries.length > MANY && (
        <div className={classes["tools"]}>
          <TextInput
            className={classes["search"] ?? ""}
            size="xs"
            type="search"
            aria-label="Search in names"
            placeholder="Search in names"
            leftSection={<IconSearch size={15} />}
            value={listing.text}
            onChange={({ currentTarget }) => onChange({ ...listing, text: currentTarget.value })}
          />
          <Select
            size="xs"
            aria-label="Types to list"
            placeholder="All types"
            clearable
            value={listing.type}
            onChange={(type) => onChange({ ...listing, type })}
            data={typesIn(entries).map(({ type, count }) => ({ value: type, label: `${formatStage(type)} ${count}` }))}
          />
          <Select
            size="xs"
            aria-label="Order of the documents"
            allowDeselect={false}
            value={listing.order}
            onChange={(order) => order !== null && onChange({ ...listing, order: order as Order })}
            data={ORDERS.map((order) => ({ value: order, label: ORDER_LABEL[order] }))}
          />
        </div>
      )}
    </>
  );
}
