import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { SharedJob } from "../../../../supabase/functions/_shared/jobs/api.ts";
import { useBackend } from "../../api/backend.ts";
import { notBehind } from "../../api/fresh_job.ts";
import { type Link, SharedJobs } from "./shared_jobs.ts";

/** The job that a link opens, kept up to date. */
export function useSharedJob(link: Link) {
  const { config } = useBackend();
  const queries = useQueryClient();
  const jobs = useMemo(() => new SharedJobs(config), [config]);
  const { id, token } = link;
  const key = useMemo(() => ["shared", id, token], [id, token]);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      notBehind(() => jobs.get({ id, token }, signal), (job) => {
        const heard = queries.getQueryData<SharedJob>(key);
        return heard !== undefined && heard.version > job.version && heard.status !== job.status;
      }),
    retry: 1,
  });
  const topic = query.data?.topic;

  useEffect(() => {
    if (!topic) return;
    const stop = new AbortController();
    const fetchAgain = () => void queries.invalidateQueries({ queryKey: key });
    jobs.follow(
      topic,
      (news) => {
        queries.setQueryData<SharedJob>(
          key,
          (known) => known && news.version > known.version ? { ...known, ...news } : known,
        );
        // Its files are not told, only fetched.
        if (news.status === "completed") fetchAgain();
      },
      fetchAgain,
      stop.signal,
    );
    return () => stop.abort();
  }, [jobs, topic, key, queries]);

  return { ...query, jobs };
}
