import { useQuery } from "@tanstack/react-query";
import type { QuestionsApi } from "./questions_api.ts";

const NONE: ReadonlyMap<string, string> = new Map();

/** Links to pictures, by path, signed anew whenever they are wanted: so those of approved questions never end. */
export function useCropLinks(api: QuestionsApi, paths: readonly string[]): ReadonlyMap<string, string> {
  const query = useQuery({
    queryKey: ["crops", ...paths],
    enabled: paths.length > 0,
    structuralSharing: false,
    queryFn: () => api.links(paths),
  });
  return query.data ?? NONE;
}
