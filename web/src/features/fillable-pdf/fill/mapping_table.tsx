import { Select, Table, TextInput } from "@mantine/core";
import { useState } from "react";
import { formatCount } from "../../../ui/format.ts";
import { complaintAbout, type Fillable, type Mapping, type Row } from "./fillable.ts";
import { TYPE_LABEL } from "../review/reviewed_field.ts";
import classes from "./fill_panel.module.css";

interface MappingTableProps {
  readonly fillables: readonly Fillable[];
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly mapping: Mapping;
  onMap(name: string, column: string | undefined): void;
}

/** Of a long form so many fields are shown at once: those that are filled in, then the first of the others. */
const MAX_SHOWN = 60;

/** Which column goes into which field, and what the first row says there. */
export function MappingTable({ fillables, columns, rows, mapping, onMap }: MappingTableProps) {
  const used = new Set(mapping.values());
  const unused = columns.filter((column) => !used.has(column));
  const empty = fillables.length - mapping.size;
  const [sought, setSought] = useState("");
  const isLong = fillables.length > MAX_SHOWN;
  const matching = isLong ? inOrder(fillables.filter((field) => matches(field, sought)), mapping) : fillables;
  return (
    <div>
      <p className={classes["summary"]} role="status">
        {formatCount(rows.length, "row")}, {formatCount(columns.length, "column")}. {formatCount(mapping.size, "field")}
        {" "}
        filled in
        {empty > 0 && `, ${empty} left empty`}.
        {unused.length > 0 && ` Not used: ${unused.slice(0, 5).join(", ")}${unused.length > 5 ? " and others" : ""}.`}
      </p>
      {isLong && (
        <TextInput
          size="sm"
          className={classes["seek"] ?? ""}
          label="Find a field"
          description={`Showing ${
            Math.min(MAX_SHOWN, matching.length)
          } of ${fillables.length}, those that are filled in first`}
          value={sought}
          onChange={({ currentTarget }) => setSought(currentTarget.value)}
        />
      )}
      <Table.ScrollContainer minWidth={480} maxHeight={420}>
        <Table aria-label="Which column goes into which field" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Type</Table.Th>
              <Table.Th>Column</Table.Th>
              <Table.Th>In the first copy</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {matching.slice(0, MAX_SHOWN).map((field) => {
              const column = mapping.get(field.name);
              const complaint = column === undefined ? undefined : complaintAbout(field, column, rows);
              return (
                <Table.Tr key={field.name}>
                  <Table.Td>
                    <code>{field.name}</code>
                    {field.label && <span className={classes["label"]}>{field.label}</span>}
                  </Table.Td>
                  <Table.Td>{TYPE_LABEL[field.type]}</Table.Td>
                  <Table.Td>
                    <Select
                      size="xs"
                      aria-label={`Column for ${field.name}`}
                      placeholder="None"
                      clearable
                      searchable={columns.length > 12}
                      data={columns}
                      value={column ?? null}
                      error={complaint}
                      comboboxProps={{ withinPortal: true }}
                      onChange={(next) => onMap(field.name, next ?? undefined)}
                    />
                  </Table.Td>
                  <Table.Td>{column === undefined ? "" : rows[0]?.[column]}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}

function matches({ name, label }: Fillable, sought: string): boolean {
  return `${name} ${label}`.toLowerCase().includes(sought.trim().toLowerCase());
}

/** In tab order, those that are filled in before the others. */
function inOrder(fillables: readonly Fillable[], mapping: Mapping): Fillable[] {
  return fillables.toSorted((a, b) => Number(mapping.has(b.name)) - Number(mapping.has(a.name)));
}
