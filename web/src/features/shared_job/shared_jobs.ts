/**
 * A job seen through a link, by somebody without an account: what the server tells of it, and the news of it as they come.
 *
 * @module
 */
import { createClient } from "@supabase/supabase-js";
import type { SharedJob } from "../../../../supabase/functions/_shared/jobs/api.ts";
import type { ClientConfig } from "../../api/config.ts";
import { problemFrom } from "../../api/problem.ts";

export interface Link {
  readonly id: string;
  readonly token: string;
}

const RETRY_MS = 3_000;

export class SharedJobs {
  constructor(private readonly config: ClientConfig) {}

  async get({ id, token }: Link, signal?: AbortSignal): Promise<SharedJob> {
    const response = await this.#fetch(`jobs/${id}`, token, signal);
    return await response.json() as SharedJob;
  }

  async read({ id, token }: Link, fileId: string, signal?: AbortSignal): Promise<string> {
    return await (await this.#fetch(`jobs/${id}/files/${fileId}`, token, signal)).text();
  }

  /** An address that downloads the file; it holds the token. */
  downloadUrl({ id, token }: Link, fileId: string): string {
    return `${this.config.supabaseUrl}/functions/v1/jobs/${id}/files/${fileId}?token=${token}`;
  }

  /**
   * Follows a job on its topic until the signal is aborted.
   *
   * @param onJoin after every join: what was told before it was missed, so fetch
   */
  follow(
    topic: string,
    onNews: (job: Omit<SharedJob, "files" | "topic">) => void,
    onJoin: () => void,
    signal: AbortSignal,
  ) {
    // A client of its own: nobody is signed in here, and the owner's connection is none of this page's business.
    const client = createClient(this.config.supabaseUrl, this.config.publishableKey, {
      auth: { persistSession: false, autoRefreshToken: false, storageKey: "shared-job" },
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const join = () => {
      if (signal.aborted) return;
      const channel = client.channel(topic, { config: { private: true } })
        .on("broadcast", { event: "job" }, ({ payload }) => onNews(payload));
      channel.subscribe((status) => {
        if (status === "SUBSCRIBED") onJoin();
        else if (!signal.aborted) {
          clearTimeout(timer);
          timer = setTimeout(() => void client.removeChannel(channel).then(join), RETRY_MS);
        }
      });
    };
    join();
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      void client.removeAllChannels();
    });
  }

  async #fetch(path: string, token: string, signal?: AbortSignal): Promise<Response> {
    const response = await fetch(`${this.config.supabaseUrl}/functions/v1/${path}`, {
      headers: { "x-job-token": token, apikey: this.config.publishableKey },
      ...(signal && { signal }),
    });
    if (!response.ok) throw await problemFrom(response);
    return response;
  }
}
