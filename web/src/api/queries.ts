import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { Job } from "../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "./backend.ts";
import { type JobList, keys, upToDateJob, upToDateList } from "./cache.ts";
import { freshJob } from "./fresh_job.ts";
import type { JobCursor, JobFilter, JobWithFiles } from "./jobs.ts";
import type { LiveState } from "./live.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The owner's jobs that pass the filter, newest first, page by page. */
export function useJobs(filter: JobFilter) {
  const { jobs, known } = useBackend();
  return useInfiniteQuery({
    queryKey: keys.list(filter),
    queryFn: async ({ pageParam, signal }) => {
      const page = await jobs.list(filter, pageParam, signal);
      page.jobs.forEach((job) => known.see(job));
      return page;
    },
    initialPageParam: null as JobCursor | null,
    getNextPageParam: (page) => page.next,
    structuralSharing: (_, list) => upToDateList(list as JobList, filter, known),
    placeholderData: keepPreviousData,
  });
}

/** One job with its files; null when there is none for this user. */
export function useJob(id: string) {
  const { jobs, known } = useBackend();
  return useQuery({
    queryKey: keys.job(id),
    queryFn: async ({ signal }) => {
      const job = UUID.test(id) ? await freshJob(id, known, () => jobs.get(id, signal)) : null;
      if (job) known.see(job);
      return job;
    },
    structuralSharing: (_, job) => upToDateJob(job as JobWithFiles | null, known),
  });
}

export function useJobEvents(id: string) {
  const { jobs } = useBackend();
  return useQuery({ queryKey: keys.events(id), queryFn: ({ signal }) => jobs.events(id, signal) });
}

export function useLiveState(): LiveState {
  const { live } = useBackend();
  return useSyncExternalStore(live.subscribe, live.state);
}

/** Queued and processing jobs, as far as this page has heard of them. */
export function useActiveJobs(): readonly Job[] {
  const { known } = useBackend();
  return useSyncExternalStore(known.watch, known.active);
}
