import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { pagesIn } from "../../../../../supabase/functions/_shared/documents/page_range.ts";
import { PdfToCsvOptions } from "../../../../../supabase/functions/_shared/pipelines/pdf-to-csv/options.ts";
import { openPreview } from "./read_preview.ts";

/** Whoever types a password is not told at every letter that it is wrong. */
const TYPING_MS = 400;

/** The document, open as long as it is looked at; it never leaves the browser for this. */
function usePreviewer(file: File, id: string, password: string) {
  const query = useQuery({
    queryKey: ["previewer", id, password],
    queryFn: () => openPreview(file, password),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    structuralSharing: false,
  });
  const { data } = query;
  useEffect(() => () => data?.close(), [data]);
  return query;
}

/**
 * What the options give on one page.
 *
 * @param index which of the pages that the options ask for, from 0
 */
export function usePreview(file: File, id: string, options: Readonly<Record<string, unknown>>, index: number) {
  const { password: typed = "", ...others } = options;
  const [password] = useDebouncedValue(String(typed), TYPING_MS);
  const previewer = usePreviewer(file, id, password);
  const wanted = useMemo(() => PdfToCsvOptions.safeParse(others).data, [options]);
  const pages = useMemo(() => {
    try {
      return previewer.data && wanted ? pagesIn(wanted.pages, previewer.data.pages, file.name) : [];
    } catch (error) {
      return error as Error;
    }
  }, [previewer.data, wanted, file]);
  const page = pages instanceof Error ? undefined : pages[Math.min(index, pages.length - 1)];
  const result = useQuery({
    queryKey: ["preview", id, password, page, wanted],
    queryFn: () => previewer.data!.preview(page!, wanted!),
    enabled: page !== undefined,
    gcTime: 0,
    retry: false,
    // While the next answer is under way the last one stays: the page would jump.
    placeholderData: (before) => before,
  });
  return {
    pages: pages instanceof Error ? 0 : pages.length,
    page,
    preview: page === undefined ? undefined : result.data,
    error: pages instanceof Error ? pages : previewer.error ?? result.error,
    /** What was tried to open it with. */
    password,
  };
}
