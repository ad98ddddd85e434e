import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../api/backend.ts";
import { type CsvTable, parseTables } from "./csv_tables.ts";

const CHUNK_BYTES = 256 * 1024;

/** Reads a CSV file from its beginning, a range at a time: a preview costs the same however long the file is. */
export function useCsvPreview(file: JobFile, delimiter: string) {
  const { jobs } = useBackend();
  const query = useInfiniteQuery({
    queryKey: ["csv", file.id],
    queryFn: ({ pageParam: start, signal }) =>
      file.bytes === 0
        ? Promise.resolve(new Uint8Array())
        : jobs.read(file, signal, { start, end: Math.min(file.bytes, start + CHUNK_BYTES) }),
    initialPageParam: 0,
    getNextPageParam: (chunk, _chunks, start) => {
      const end = start + chunk.length;
      return chunk.length > 0 && end < file.bytes ? end : undefined;
    },
    structuralSharing: false,
  });
  const chunks = query.data?.pages;
  const isWhole = !query.hasNextPage;
  const tables = useMemo((): CsvTable[] => {
    if (!chunks) return [];
    const decoder = new TextDecoder();
    return parseTables(chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join(""), isWhole, delimiter);
  }, [chunks, isWhole, delimiter]);
  return { ...query, tables, isWhole };
}
