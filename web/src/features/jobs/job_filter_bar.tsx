import { Group, SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { JobKind, JobStatus } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { JobFilter } from "../../api/jobs.ts";
import { ALL_KINDS } from "../kinds.ts";
import classes from "./job_filter_bar.module.css";
import { STATUS_LABEL } from "./status.ts";

const CHOICES: readonly JobStatus[] = ["processing", "completed", "failed"];

interface JobFilterBarProps {
  readonly filter: JobFilter;
  onChange(filter: JobFilter): void;
}

export function JobFilterBar({ filter, onChange }: JobFilterBarProps) {
  return (
    <div className={classes["bar"]}>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label="Show jobs by status"
          value={filter.status ?? "all"}
          onChange={(value) => onChange({ ...filter, status: value === "all" ? undefined : value as JobStatus })}
          data={[{ value: "all", label: "All" }, ...CHOICES.map((value) => ({ value, label: STATUS_LABEL[value] }))]}
        />
        {ALL_KINDS.length > 1 && (
          <Select
            size="xs"
            aria-label="Show jobs by kind"
            placeholder="All kinds"
            clearable
            value={filter.kind ?? null}
            onChange={(value) => onChange({ ...filter, kind: value === null ? undefined : value as JobKind })}
            data={ALL_KINDS.map(({ kind, label }) => ({ value: kind, label }))}
          />
        )}
      </Group>
      <TextInput
        size="xs"
        type="search"
        aria-label="Search in titles"
        placeholder="Search in titles"
        leftSection={<IconSearch size={15} />}
        value={filter.text ?? ""}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value || undefined })}
      />
    </div>
  );
}
