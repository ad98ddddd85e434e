/**
 * The live feed of a user's jobs: joins the owner's private topic first, then fetches, then applies only what is newer;
 * on each re-join it fetches again, since messages may have been missed. Nothing polls.
 *
 * @module
 */
import { type Job, type JobDetail, TERMINAL_STATUSES } from "../../supabase/functions/_shared/jobs/job.ts";
import { getJob } from "./jobs.ts";
import type { Session } from "./session.ts";

export interface Feed {
  /** Calls `onChange` with each newer state; resolves once the job is completed, failed or cancelled. */
  watch(id: string, onChange?: (job: Job) => void): Promise<JobDetail>;
  close(): Promise<void>;
}

interface Watched {
  version: number;
  readonly onChange: (job: Job) => void;
  readonly ended: PromiseWithResolvers<JobDetail>;
}

export async function openFeed(session: Session): Promise<Feed> {
  const watched = new Map<string, Watched>();

  const apply = (job: Job) => {
    const entry = watched.get(job.id);
    if (!entry || job.version <= entry.version) return;
    entry.version = job.version;
    entry.onChange(job);
    if (!TERMINAL_STATUSES.includes(job.status)) return;
    watched.delete(job.id);
    getEnded(session, job).then(entry.ended.resolve, entry.ended.reject);
  };
  // On a re-join the server may be only half back; the next re-join or message brings what is missing now.
  const refetch = (id: string, isFirst: boolean) =>
    getJob(session, id).then(apply, (error) => isFirst && watched.get(id)?.ended.reject(error));

  const channel = session.supabase.channel(`jobs:${session.userId}`, { config: { private: true } })
    .on("broadcast", { event: "job" }, ({ payload }) => apply(payload as Job))
    .on("broadcast", { event: "jobs" }, ({ payload }) => (payload.jobs as Job[]).forEach(apply))
    .on("broadcast", { event: "job.deleted" }, ({ payload: { id } }) => {
      watched.get(id)?.ended.reject(new Error(`The job ${id} was deleted.`));
      watched.delete(id);
    });
  await new Promise<void>((resolve, reject) => {
    channel.subscribe((status, error) => {
      if (status === "SUBSCRIBED") {
        for (const id of watched.keys()) refetch(id, false);
        resolve();
      } else if (status === "CHANNEL_ERROR") {
        // Only the first join can fail for good; later the client joins again by itself.
        reject(new Error(`Cannot listen to jobs: ${error?.message ?? status}`));
      }
    });
  });
  return {
    watch(id, onChange = () => {}) {
      const ended = Promise.withResolvers<JobDetail>();
      watched.set(id, { version: 0, onChange, ended });
      refetch(id, true);
      return ended.promise;
    },
    close: async () => void await session.supabase.removeChannel(channel),
  };
}

/**
 * The job with its files, as new as the message that told its end. The message comes from the database's log and may be here
 * a moment before the commit can be seen by others.
 */
async function getEnded(session: Session, told: Job): Promise<JobDetail> {
  for (;;) {
    const job = await getJob(session, told.id);
    if (job.version >= told.version) return job;
  }
}
