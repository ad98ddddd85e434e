/**
 * Delivers the outbox. Rung by the database with a token that is good for one batch; what is not delivered now is tried
 * again later, and a delivery whose outcome could not be told is repeated: at least once.
 *
 * @module
 */
/// <reference path="../_shared/platform/edge_runtime.d.ts" />
import { z } from "zod";
import { getConfig } from "../_shared/platform/config.ts";
import { createLogger } from "../_shared/platform/log.ts";
import { createMailer, MailError } from "../_shared/platform/mail.ts";
import { createRpc } from "../_shared/platform/rpc.ts";
import type { Delivery } from "./delivery.ts";
import { letterOf } from "./letter.ts";

const DoorBell = z.object({ token: z.uuid() });

const MAX_BELL_BYTES = 1024;

const { supabaseUrl: url, webUrl, secretKey: apiKey } = getConfig();
const log = createLogger({ function: "notify" });
const rpc = createRpc({ url, apiKey });

async function deliver(delivery: Delivery): Promise<void> {
  let outcome: { p_error: string | null; p_permanent: boolean } = { p_error: null, p_permanent: false };
  try {
    await createMailer(Deno.env.toObject())(letterOf(delivery, webUrl));
    log.info("delivered", { job: delivery.job.id, delivery: delivery.id, attempt: delivery.attempt });
  } catch (error) {
    const permanent = error instanceof MailError && error.permanent;
    outcome = { p_error: (error as Error).message, p_permanent: permanent };
    log.warn("not delivered", {
      job: delivery.job.id,
      delivery: delivery.id,
      attempt: delivery.attempt,
      permanent,
      error,
    });
  }
  await rpc("end_delivery", { p_id: delivery.id, p_lease: delivery.lease, ...outcome });
}

Deno.serve(async (request) => {
  // Anybody may call: nothing larger than a bell is read.
  if (!(Number(request.headers.get("content-length")) <= MAX_BELL_BYTES)) return new Response(null, { status: 413 });
  const bell = DoorBell.safeParse(await request.json().catch(() => null));
  if (!bell.success) return Response.json({ error: "Expected {token}." }, { status: 400 });
  const deliveries = await rpc<Delivery[] | null>("begin_deliveries", { p_token: bell.data.token });
  if (!deliveries) return Response.json({ error: "This token is old, used or unknown." }, { status: 409 });
  EdgeRuntime.waitUntil(
    Promise.all(deliveries.map(deliver)).catch((error) => log.error("deliveries broke off", { error })),
  );
  return Response.json({ accepted: deliveries.length }, { status: 202 });
});
