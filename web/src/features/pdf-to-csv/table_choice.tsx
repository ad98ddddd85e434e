import { ActionIcon, Group, Select } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { TablePlace } from "./use_table_places.ts";

interface TableChoiceProps {
  readonly count: number;
  /** How many tables the whole file holds. */
  readonly total: number;
  readonly places: readonly TablePlace[];
  readonly chosen: number;
  readonly onChoose: (table: number) => void;
}

export function TableChoice({ count, total, places, chosen, onChoose }: TableChoiceProps) {
  return (
    <Group gap={4}>
      <ActionIcon
        variant="default"
        aria-label="Previous table"
        disabled={chosen === 0}
        onClick={() => onChoose(chosen - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Select
        size="xs"
        aria-label="Table"
        allowDeselect={false}
        checkIconPosition="right"
        value={String(chosen)}
        onChange={(value) => onChoose(Number(value))}
        data={Array.from({ length: count }, (_, at) => ({ value: String(at), label: nameOf(at, total, places[at]) }))}
      />
      <ActionIcon
        variant="default"
        aria-label="Next table"
        disabled={chosen === count - 1}
        onClick={() => onChoose(chosen + 1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}

export function nameOf(index: number, total: number, place: TablePlace | undefined): string {
  const name = total > 1 ? `Table ${index + 1} of ${total}` : "Table";
  return place ? `${name}, ${pagesOf(place)}` : name;
}

export function pagesOf({ page, regions }: TablePlace): string {
  const last = regions.at(-1)?.page ?? page;
  return last === page ? `page ${page}` : `pages ${page}–${last}`;
}
