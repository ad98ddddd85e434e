import { Skeleton } from "@mantine/core";
import { ErrorNote } from "../../ui/error_note.tsx";
import type { ResultViewProps } from "../kinds.ts";
import { useProfile } from "./use_profile.ts";

/** What was found out about the table, in words. */
export function ResultView({ job }: ResultViewProps) {
  const profile = useProfile(job.files.find((file) => file.name === "profile.json"));
  if (profile.isError) {
    return <ErrorNote title="Cannot show the analysis" error={profile.error} onRetry={() => profile.refetch()} />;
  }
  if (!profile.data) return <Skeleton height={320} radius={4} aria-label="Loading the analysis" />;
  return (
    <ol>
      {profile.data.findings.map((finding, index) => <li key={index}>{finding.text}</li>)}
    </ol>
  );
}
