/**
 * A client of a Docmill over its public interfaces, as any other program could be one: signed in as a guest.
 *
 * @module
 */
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { Problem } from "../../supabase/functions/_shared/jobs/api.ts";
import { JobError } from "../../supabase/functions/_shared/jobs/errors.ts";

export interface Session {
  readonly supabase: SupabaseClient;
  readonly userId: string;
  /** Where the functions are, without a trailing slash. */
  readonly functionsUrl: string;
  /** Calls a function of the project as this user; an error answer is thrown as {@link JobError}. */
  call(
    method: string,
    path: string,
    init?: { json?: unknown; body?: BodyInit; headers?: HeadersInit },
  ): Promise<Response>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly url: string;
  readonly publishableKey: string;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs in with credentials, or as a guest. */
export async function openSession({ url, publishableKey }: SessionOptions, user?: Credentials): Promise<Session> {
  const supabase = createClient(url, publishableKey, { auth: { persistSession: false } });
  const { data, error } = user ? await supabase.auth.signInWithPassword(user) : await supabase.auth.signInAnonymously();
  if (error || !data.session) throw new Error(`Cannot sign in at ${url}: ${error?.message ?? "no session"}`);
  await supabase.realtime.setAuth(data.session.access_token);
  const token = async () => (await supabase.auth.getSession()).data.session?.access_token ?? "";
  return {
    supabase,
    userId: data.session.user.id,
    functionsUrl: `${url}/functions/v1`,
    async call(method, path, { json, body, headers } = {}) {
      const all = new Headers(headers);
      all.set("authorization", `Bearer ${await token()}`);
      all.set("apikey", publishableKey);
      if (json !== undefined) all.set("content-type", "application/json");
      const content = json === undefined ? body : JSON.stringify(json);
      const response = await fetch(`${url}/functions/v1/${path}`, {
        method,
        headers: all,
        ...(content !== undefined && { body: content }),
      });
      if (!response.ok) throw await toError(response);
      return response;
    },
    async close() {
      await supabase.removeAllChannels();
      await supabase.auth.stopAutoRefresh();
      supabase.realtime.disconnect();
    },
  };
}

async function toError(response: Response): Promise<JobError> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as Problem;
    return new JobError(problem.type, problem.detail);
  } catch {
    return new JobError("internal", `The server answered ${response.status}: ${text.slice(0, 200)}`);
  }
}
