import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../api/backend.ts";

/** An address under which the browser's own viewer opens the form; it ends with the component. */
export function useFormAddress(file: JobFile | undefined): string | undefined {
  const { jobs } = useBackend();
  const { data } = useQuery({
    queryKey: ["form", file?.id],
    enabled: file !== undefined,
    structuralSharing: false,
    queryFn: ({ signal }) => jobs.read(file!, signal),
  });
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(new Blob([new Uint8Array(data)], { type: "application/pdf" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return address;
}
