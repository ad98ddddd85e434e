/**
 * The table `realtime.messages`: what the database sends, what a client may have sent again, and its tidying.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { Sql } from "postgres";
import type { Channel } from "./channels.ts";
import type { Broadcast } from "./frames.ts";
import type { Change, Row } from "./pgoutput.ts";

export const MESSAGES_PUBLICATION = "supabase_realtime_messages_publication";
/** Bytes of a payload, as on the free plan. */
export const MAX_PAYLOAD = 256 * 1024;
const MAX_REPLAYED = 25;
/** As hosted keeps them. */
const KEPT = "3 days";

/** The broadcast that an inserted row is; `undefined` for other changes. */
export function readMessage(change: Change) {
  const { relation, row, type } = change;
  if (type !== "INSERT" || relation.schema !== "realtime" || relation.table !== "messages") return undefined;
  const payload = row && readPayload(row);
  if (!row || !payload || row.extension !== "broadcast") return undefined;
  const broadcast: Broadcast = { event: row.event ?? "", payload, meta: { id: row.id } };
  return { topic: { name: row.topic!, isPrivate: row.private === "t" }, broadcast };
}

export function payloadSize({ payload }: Broadcast): number {
  return "json" in payload ? payload.json.length : payload.binary.length;
}

function readPayload(row: Row): Broadcast["payload"] | undefined {
  if (row.payload) return { json: row.payload };
  return row.binary_payload ? { binary: new Uint8Array(Buffer.from(row.binary_payload.slice(2), "hex")) } : undefined;
}

/** The last messages of a private topic, oldest first, each marked as replayed. */
export async function recentMessages(
  sql: Sql,
  channel: Channel,
  { since, limit = MAX_REPLAYED }: { since: number; limit?: number | undefined },
): Promise<Broadcast[]> {
  const rows = await sql`
    select id, event, payload::text, binary_payload::text from realtime.messages
    where topic = ${channel.name} and private and extension = 'broadcast'
      and inserted_at >= ${new Date(since).toISOString()}::timestamptz at time zone 'utc'
      and inserted_at > now() at time zone 'utc' - ${KEPT}::interval
    order by inserted_at desc limit ${Math.min(Math.max(limit, 1), MAX_REPLAYED)}`;
  return rows.reverse().flatMap((row) => {
    const payload = readPayload(row as unknown as Row);
    return payload ? [{ event: row.event, payload, meta: { replayed: true, id: row.id } }] : [];
  });
}

/** Removes what nobody will be sent any more. Gives how many. */
export async function pruneMessages(sql: Sql): Promise<number> {
  const removed = await sql`
    delete from realtime.messages where inserted_at < now() at time zone 'utc' - ${KEPT}::interval`;
  return removed.count;
}
