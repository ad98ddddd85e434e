/**
 * Supabase Realtime for the embedded stack: broadcast, from clients and from the database; presence; changes in tables.
 *
 * @module
 */
import type { HttpService, StackContext } from "../context.ts";
import { openPool } from "../pool.ts";
import { Authorizer } from "./authorize.ts";
import { type Channel, Topics } from "./channels.ts";
import { Changes } from "./changes.ts";
import { Connection } from "./connection.ts";
import type { Version } from "./frames.ts";
import { BroadcastApi } from "./http.ts";
import { Joining } from "./join.ts";
import { MAX_PAYLOAD, MESSAGES_PUBLICATION, payloadSize, pruneMessages, readMessage } from "./messages.ts";
import type { Change } from "./pgoutput.ts";
import { Presence } from "./presence.ts";
import { Replication } from "./replication.ts";
import { Session } from "./session.ts";
import { PUBLICATION, Subscriptions } from "./subscriptions.ts";

export interface RealtimeService extends HttpService {
  /** Answers the request for a WebSocket at `/realtime/v1/websocket`. */
  upgrade(request: Request): Promise<Response>;
}

const PRUNING_INTERVAL = 3600 * 1000;
/** Seconds without a sign of life, after which a connection counts as dead. */
const IDLE_TIMEOUT = 60;

export async function createRealtime(ctx: StackContext): Promise<RealtimeService> {
  const { keys, log } = ctx;
  const sql = openPool(ctx.adminUrl, { name: "realtime", max: 4 });
  const topics = new Topics();
  const authorizer = new Authorizer(sql);
  const presence = new Presence(topics);
  const subscriptions = new Subscriptions(sql);
  const sessions = new Map<Connection, Session>();

  const restart = (channels: Channel[]) => {
    for (const channel of channels) sessions.get(channel.connection)?.restart(channel);
  };
  const changes = new Changes(sql, subscriptions, () => restart(subscriptions.channels()), log);
  const onChange = (change: Change) => {
    const message = readMessage(change);
    if (!message) return changes.tell(change);
    if (payloadSize(message.broadcast) <= MAX_PAYLOAD) return topics.send(message.topic, message.broadcast);
    log("realtime", "warn", `A message to ${message.topic.name} is larger than ${MAX_PAYLOAD} bytes: not sent.`);
  };
  const replication = new Replication({
    url: ctx.adminUrl,
    publications: [PUBLICATION, MESSAGES_PUBLICATION],
    onChange,
    onGap: () => restart(topics.all()),
    log,
  });
  const joining = new Joining(keys, sql, authorizer, presence, subscriptions, replication);
  const services = { keys, topics, authorizer, presence, subscriptions, joining };
  const api = new BroadcastApi(topics, authorizer);
  const prune = () =>
    pruneMessages(sql).catch((error) => log("realtime", "warn", `Cannot remove old messages: ${error.message}`));
  const pruning = setInterval(prune, PRUNING_INTERVAL);
  await replication.ready();
  await prune();

  return {
    handle: (request, claims) => api.handle(request, claims),

    async upgrade(request) {
      const query = new URL(request.url).searchParams;
      const key = query.get("apikey") ?? request.headers.get("apikey") ?? "";
      const claims = await keys.claimsOf(key);
      if (!claims) return Response.json({ error: "The token provided is not a valid JWT" }, { status: 401 });
      if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
        return Response.json({ error: "This is for WebSocket connections" }, { status: 426 });
      }
      const version: Version = query.get("vsn") === "1.0.0" ? "1.0.0" : "2.0.0";
      const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: IDLE_TIMEOUT });
      const session = new Session(services, claims);
      const connection: Connection = new Connection(socket, version, {
        onMessage: (message) => session.handle(connection, message),
        onClose: () => {
          session.end();
          sessions.delete(connection);
        },
      }, log);
      sessions.set(connection, session);
      return response;
    },

    async stop() {
      clearInterval(pruning);
      for (const connection of sessions.keys()) connection.close();
      await replication.stop();
      await sql.end({ timeout: 1 });
    },
  };
}
