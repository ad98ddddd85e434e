import { Skeleton } from "@mantine/core";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import classes from "./form_viewer.module.css";
import { useFormAddress } from "./use_form_address.ts";

/** The form in the browser's own viewer, where it can be filled in, printed and saved. */
export function FormViewer({ file, title }: { file: JobFile; title: string }) {
  const address = useFormAddress(file);
  if (!address) return <Skeleton height={480} radius={4} role="status" aria-label="Loading the form" />;
  return <iframe className={classes["viewer"]} src={address} title={`${title}, to be filled in`} />;
}
