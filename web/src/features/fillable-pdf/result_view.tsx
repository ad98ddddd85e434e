import { Skeleton, Table } from "@mantine/core";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { ErrorNote } from "../../ui/error_note.tsx";
import type { ResultViewProps } from "../kinds.ts";
import classes from "./result_view.module.css";
import { useFormAddress } from "./use_form_address.ts";
import { useFoundFields } from "./use_found_fields.ts";

/** The form in the browser's own viewer, and its fields in the order in which they are tabbed through. */
export function ResultView({ job }: ResultViewProps) {
  const found = useFoundFields(job.files.find((file) => file.name === "fields.json"));
  if (found.isError) {
    return <ErrorNote title="Cannot show the fields" error={found.error} onRetry={() => found.refetch()} />;
  }
  if (!found.data) return <Skeleton height={320} radius={4} role="status" aria-label="Loading the fields" />;
  const rows = found.data.flatMap(({ page, fields }) => fields.map((field) => ({ ...field, page })));
  if (rows.length === 0) return <p>No place to fill in was found in {job.title}.</p>;
  return (
    <>
      <FormViewer file={job.files.find((file) => file.name === "fillable.pdf")} title={job.title} />
      <Table.ScrollContainer minWidth={480}>
        <Table aria-label="Fields">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Page</Table.Th>
              <Table.Th>Type</Table.Th>
              <Table.Th>Name</Table.Th>
              <Table.Th>Label</Table.Th>
              <Table.Th>Confidence</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((field, index) => (
              <Table.Tr key={index}>
                <Table.Td>{field.page}</Table.Td>
                <Table.Td>{field.type}</Table.Td>
                <Table.Td>{field.export ? `${field.name} = ${field.export}` : field.name}</Table.Td>
                <Table.Td>{field.tooltip}</Table.Td>
                <Table.Td>{Math.round(100 * field.confidence)} %</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function FormViewer({ file, title }: { file: JobFile | undefined; title: string }) {
  const address = useFormAddress(file);
  if (!file) return null;
  if (!address) return <Skeleton height={480} radius={4} role="status" aria-label="Loading the form" />;
  return <iframe className={classes["viewer"]} src={address} title={`${title}, to be filled in`} />;
}
