import { Skeleton, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { DocumentsResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { useBackend } from "../../api/backend.ts";
import { ErrorNote } from "../../ui/error_note.tsx";
import type { ResultViewProps } from "../kinds.ts";

/** What each file turned out to be. */
export function ResultView({ job }: ResultViewProps) {
  const { jobs } = useBackend();
  const file = job.files.find((each) => each.name === "result.json");
  const result = useQuery({
    queryKey: ["documents", file?.id],
    enabled: file !== undefined,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<DocumentsResult> =>
      JSON.parse(new TextDecoder().decode(await jobs.read(file!, signal))) as DocumentsResult,
  });
  if (result.isError) {
    return <ErrorNote title="Cannot show the documents" error={result.error} onRetry={() => result.refetch()} />;
  }
  if (!result.data) return <Skeleton height={320} radius={4} role="status" aria-label="Loading the documents" />;
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>File</Table.Th>
          <Table.Th>Type</Table.Th>
          <Table.Th>Sure</Table.Th>
          <Table.Th>What it says</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {result.data.documents.map((document, i) => (
          <Table.Tr key={i}>
            <Table.Td>{document.file}</Table.Td>
            <Table.Td>{document.type?.replaceAll("_", " ")}</Table.Td>
            <Table.Td>{document.error ? "" : `${Math.round(document.confidence * 100)} %`}</Table.Td>
            <Table.Td>{document.error?.detail ?? document.summary}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
