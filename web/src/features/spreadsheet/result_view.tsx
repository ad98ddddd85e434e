import { Select, Skeleton } from "@mantine/core";
import { useState } from "react";
import type {
  Profile,
  SheetDescription,
} from "../../../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { ErrorNote } from "../../ui/error_note.tsx";
import type { ResultViewProps } from "../kinds.ts";
import { TableGrid } from "../../ui/grid/table_grid.tsx";
import { useCsvPreview } from "../../ui/grid/use_csv_preview.ts";
import { ColumnTable } from "./column_table.tsx";
import { ComparisonView } from "./comparison_view.tsx";
import { FindingList } from "./finding_list.tsx";
import classes from "./result_view.module.css";
import { useProfile } from "./use_profile.ts";

/** What was found out about a table: in words, in numbers, and the table itself, cleaned. */
export function ResultView({ job }: ResultViewProps) {
  const profile = useProfile(job.files.find((file) => file.name === "profile.json"));
  if (profile.isError) {
    return <ErrorNote title="Cannot show the analysis" error={profile.error} onRetry={() => profile.refetch()} />;
  }
  if (!profile.data) return <Skeleton height={320} radius={4} role="status" aria-label="Loading the analysis" />;
  return <ProfileView profile={profile.data} files={job.files} />;
}

function ProfileView({ profile, files }: { profile: Profile; files: readonly JobFile[] }) {
  const [chosen, setChosen] = useState(0);
  const sheet = profile.sheets[chosen];
  const csv = files.find((file) => file.role === "output" && file.name === sheet?.clean[0]);
  return (
    <>
      {profile.comparison && <ComparisonView comparison={profile.comparison} />}
      <h3 className={classes["heading"]}>Findings</h3>
      <FindingList findings={profile.findings} namesTable={profile.sheets.length > 1} />
      {profile.sheets.length > 1 && (
        <Select
          mt="lg"
          label="Table"
          allowDeselect={false}
          value={String(chosen)}
          onChange={(value) => setChosen(Number(value))}
          data={profile.sheets.map((each, index) => ({ value: String(index), label: each.name }))}
        />
      )}
      {sheet && sheet.columns.length > 0 && (
        <>
          <h3 className={classes["heading"]}>Columns</h3>
          <ColumnTable sheet={sheet} />
        </>
      )}
      {sheet && csv && <CleanGrid key={csv.id} sheet={sheet} csv={csv} />}
    </>
  );
}

function CleanGrid({ sheet, csv }: { sheet: SheetDescription; csv: JobFile }) {
  const preview = useCsvPreview(csv, ",");
  const table = preview.tables[0];
  if (!table) return null;
  return (
    <>
      <h3 className={classes["heading"]}>Data, cleaned</h3>
      <TableGrid table={table} headerRows={1} label={`Rows of ${sheet.name}`} />
    </>
  );
}
