import { PasswordInput } from "@mantine/core";
import { ErrorNote } from "../../ui/error_note.tsx";
import { formatPercent } from "../../ui/format.ts";
import { describe } from "../jobs/status.ts";
import type { NewVersion } from "./use_new_version.ts";

/** How far a new version is, or why there is none. */
export function NewVersionNote({ version }: { version: NewVersion }) {
  const { job, isUnderWay, error } = version;
  if (error) return <ErrorNote title="Cannot start" error={error} />;
  if (job?.status === "failed" || job?.status === "cancelled") {
    return <ErrorNote title="It could not be written" error={describe(job)} />;
  }
  if (!isUnderWay) return null;
  return (
    <p role="status" aria-label="Progress">{job ? `${describe(job)}, ${formatPercent(job.progress)}` : "Starting"}</p>
  );
}

/** Asked for where the uploaded PDF is encrypted: its password was forgotten when its job ended. */
export function PasswordField({ version }: { version: NewVersion }) {
  if (!version.needsPassword) return null;
  return (
    <PasswordInput
      size="sm"
      label="Password of the uploaded PDF"
      description="Leave it empty if the PDF opens without one"
      autoComplete="off"
      value={version.password}
      onChange={({ currentTarget }) => version.setPassword(currentTarget.value)}
    />
  );
}
