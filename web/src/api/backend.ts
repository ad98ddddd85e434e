import { QueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { Job } from "../../../supabase/functions/_shared/jobs/job.ts";
import { fetchDetails, keys, showNews } from "./cache.ts";
import type { ClientConfig } from "./config.ts";
import { JobsApi } from "./jobs.ts";
import { KnownJobs } from "./known_jobs.ts";
import { LiveConnection } from "./live.ts";
import { isNetworkError } from "./problem.ts";
import type { Session } from "./session.ts";
import { watchSilence } from "./silence.ts";

/** Everything that the pages need of the outside. */
export interface Backend {
  readonly config: ClientConfig;
  readonly session: Session;
  readonly jobs: JobsApi;
  readonly known: KnownJobs;
  readonly live: LiveConnection;
  readonly queries: QueryClient;
}

/** Connects the parts: what Realtime tells and what is fetched both pass through {@link KnownJobs} into the cache. */
export function connect(config: ClientConfig, session: Session): Backend {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        // Realtime keeps what was fetched fresh, and every re-join fetches again: no other refetching is needed.
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => isNetworkError(error) && failures < 5,
      },
    },
  });
  const known = new KnownJobs();
  known.watch((id) => showNews(queries, known, id));

  const jobs = new JobsApi(config, session);
  const tell = (job: Job) => {
    const before = known.get(job.id);
    if (known.hear(job)) fetchDetails(queries, job, before);
  };
  /** Looks at jobs that may have moved on, or been deleted, while nobody told us. */
  const look = async (ids: readonly string[]) => {
    if (ids.length === 0) return;
    const there = await jobs.getAll(ids);
    there.forEach(tell);
    const found = new Set(there.map((job) => job.id));
    ids.filter((id) => !found.has(id)).forEach((id) => known.forget(id));
  };

  const live = new LiveConnection(session, {
    onJoin: () => {
      known.startOver();
      void queries.invalidateQueries({ queryKey: keys.all });
      // When this fails the connection is gone again, and the next join looks again.
      look(known.active().map((job) => job.id)).catch(() => {});
    },
    onJob: tell,
    onDeleted: (id) => known.forget(id),
  });
  live.start();
  watchSilence(known, look);
  return { config, session, jobs, known, live, queries };
}

export const BackendContext = createContext<Backend | undefined>(undefined);

export function useBackend(): Backend {
  const backend = useContext(BackendContext);
  if (!backend) throw new Error("useBackend() is used outside of <BackendContext>.");
  return backend;
}
