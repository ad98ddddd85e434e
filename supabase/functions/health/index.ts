/**
 * `GET /health`: whether the database and Storage answer, the queue moves and mails go out; 503 with the reason when not.
 *
 * @module
 */
import { getConfig } from "../_shared/platform/config.ts";
import { createRpc } from "../_shared/platform/rpc.ts";

const { supabaseUrl: url, secretKey: apiKey } = getConfig();

/** Whoever asks, a load balancer or a monitor, gives up soon himself: what hangs is told as what does not answer. */
const TIMEOUT_MS = 4000;
const rpc = createRpc({ url, apiKey, timeoutMs: TIMEOUT_MS });

interface QueueHealth {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly [figure: string]: unknown;
}

interface MailHealth {
  /** Mails that are still to be delivered. */
  readonly waiting: number | null;
  readonly problems: readonly string[];
}

Deno.serve(async () => {
  const [database, mail, storage] = await Promise.all([
    rpc<QueueHealth>("queue_health", {}).catch((error: Error) => ({ ok: false, problems: [error.message] })),
    // That the database does not answer is told once.
    rpc<MailHealth>("mail_health", {}).catch((): MailHealth => ({ waiting: null, problems: [] })),
    fetch(`${url}/storage/v1/status`, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(async (response) => {
      await response.body?.cancel();
      return response.ok ? null : `Storage answers ${response.status}.`;
    }, () => "Storage does not answer."),
  ]);
  const problems = [...database.problems, ...mail.problems, ...(storage ? [storage] : [])];
  const ok = problems.length === 0;
  return Response.json({ ...database, mails_waiting: mail.waiting, ok, storage: storage ?? "ok", problems }, {
    status: ok ? 200 : 503,
  });
});
