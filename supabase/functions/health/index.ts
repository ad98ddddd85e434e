/**
 * `GET /health`: whether the database and Storage answer and the queue moves; 503 with the reason when they do not.
 *
 * @module
 */
import { getConfig } from "../_shared/platform/config.ts";
import { createRpc } from "../_shared/platform/rpc.ts";

const { supabaseUrl: url, secretKey: apiKey } = getConfig();
const rpc = createRpc({ url, apiKey });

interface QueueHealth {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly [figure: string]: unknown;
}

Deno.serve(async () => {
  const [database, storage] = await Promise.all([
    rpc<QueueHealth>("queue_health", {}).catch((error: Error) => ({ ok: false, problems: [error.message] })),
    fetch(`${url}/storage/v1/status`).then(async (response) => {
      await response.body?.cancel();
      return response.ok ? null : `Storage answers ${response.status}.`;
    }, () => "Storage does not answer."),
  ]);
  const problems = [...database.problems, ...(storage ? [storage] : [])];
  return Response.json({ ...database, ok: problems.length === 0, storage: storage ?? "ok", problems }, {
    status: problems.length === 0 ? 200 : 503,
  });
});
