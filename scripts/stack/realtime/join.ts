/**
 * Joining a topic: what the client asks for, who it is, whether the policies let it.
 *
 * @module
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "postgres";
import { z } from "zod";
import type { Claims } from "../context.ts";
import type { Keys } from "../keys.ts";
import type { Authorizer } from "./authorize.ts";
import { type Channel, FULL_PERMISSIONS, sendSystem } from "./channels.ts";
import type { Connection } from "./connection.ts";
import { encodeBroadcast, type Message } from "./frames.ts";
import { recentMessages } from "./messages.ts";
import type { Presence } from "./presence.ts";
import type { Replication } from "./replication.ts";
import { type Subscriptions, Wish } from "./subscriptions.ts";
import { whyInvalid } from "./tokens.ts";

/** Milliseconds. Less than clients wait, so that they hear of it and try again soon. */
export const JOIN_DEADLINE = 5000;
const RETRY_DELAY = 100;

/** Says to the client why it may not join. */
export class JoinRefused extends Error {
  override readonly name = "JoinRefused";
}

// Clients in other languages send "true"; what cannot be read counts as not said, as on hosted.
const flag = z.union([z.boolean(), z.string().transform((text) => text === "true")]).catch(false);
const Config = z.object({
  private: flag.default(false),
  broadcast: z.object({
    ack: flag.default(false),
    self: flag.default(false),
    replication_ready: flag.default(false),
    replay: z.object({ since: z.number(), limit: z.number().int().optional() }).optional(),
  }).prefault({}).catch({ ack: false, self: false, replication_ready: false }),
  presence: z.object({ key: z.string().default(""), enabled: flag.default(false) }).prefault({}),
  postgres_changes: z.array(Wish).nullish().transform((wishes) => wishes ?? []),
  postgres_changes_options: z.object({ wait: flag.default(false) }).prefault({}),
}).prefault({});

interface Joined {
  channel: Channel;
  response: unknown;
  /** To be called when the client has been told that it has joined. */
  begin(): Promise<void>;
}

export class Joining {
  constructor(
    private readonly keys: Keys,
    private readonly sql: Sql,
    private readonly authorizer: Authorizer,
    private readonly presence: Presence,
    private readonly subscriptions: Subscriptions,
    private readonly replication: Replication,
  ) {}

  /** @throws JoinRefused */
  async join(connection: Connection, { topic, joinRef, payload }: Message, keyClaims: Claims): Promise<Joined> {
    const name = topic.replace(/^realtime:/, "");
    if (name === "" || name === topic) throw new JoinRefused("TopicNameRequired: You must provide a topic name");
    const parsed = Config.safeParse(payload.config);
    if (!parsed.success) throw new JoinRefused(`InvalidJoinPayload: ${z.prettifyError(parsed.error)}`);
    const config = parsed.data;
    const token = [payload.access_token, payload.user_token].find((value) => typeof value === "string");
    const claims = await this.#claimsOf(token, keyClaims);
    const permissions = await this.#permissions(config.private, claims, name);
    const channel: Channel = {
      id: crypto.randomUUID(),
      connection,
      topic,
      name,
      joinRef,
      isPrivate: config.private,
      broadcast: config.broadcast,
      presence: config.presence,
      claims,
      token,
      permissions,
      expiry: undefined,
    };
    const wishes = this.subscriptions.number(config.postgres_changes);
    if (config.postgres_changes_options.wait) {
      await this.subscriptions.activate(channel, wishes).catch((error) => {
        throw new JoinRefused(`RealtimeDisabledForConfiguration: ${error.message}`);
      });
    }
    return {
      channel,
      response: { postgres_changes: wishes.map(({ id, wish }) => ({ id, ...wish })) },
      begin: async () => {
        this.presence.sync(channel);
        if (config.broadcast.replication_ready) {
          sendSystem(channel, "system", "ok", "Replication connection established");
        }
        if (config.broadcast.replay) await this.#replay(channel, config.broadcast.replay);
        if (wishes.length > 0) await this.#subscribe(channel, wishes, config.postgres_changes_options.wait);
      },
    };
  }

  async #claimsOf(token: string | undefined, keyClaims: Claims): Promise<Claims> {
    if (token === undefined || token.startsWith("sb_")) return keyClaims;
    const claims = await this.keys.verify(token);
    if (!claims) throw new JoinRefused(`InvalidJWTToken: ${whyInvalid(token)}`);
    return claims;
  }

  /** Waits for a Postgres that is starting again. Who has joined is told of every later commit. */
  async #permissions(isPrivate: boolean, claims: Claims, name: string): Promise<Channel["permissions"]> {
    for (const deadline = Date.now() + JOIN_DEADLINE;; await delay(RETRY_DELAY)) {
      await this.replication.ready();
      if (!isPrivate) return structuredClone(FULL_PERMISSIONS);
      try {
        const read = await this.authorizer.mayRead(claims, name);
        if (read.broadcast || read.presence) return { read, write: {} };
        throw new JoinRefused(`Unauthorized: You do not have permissions to read from this Channel topic: ${name}`);
      } catch (error) {
        if (error instanceof JoinRefused || Date.now() > deadline) throw error;
      }
    }
  }

  async #subscribe(channel: Channel, wishes: { id: number; wish: Wish }[], isActive: boolean): Promise<void> {
    try {
      if (!isActive) await this.subscriptions.activate(channel, wishes);
      sendSystem(channel, "postgres_changes", "ok", "Subscribed to PostgreSQL");
    } catch (error) {
      sendSystem(channel, "postgres_changes", "error", (error as Error).message);
    }
  }

  async #replay(channel: Channel, wanted: { since: number; limit?: number | undefined }): Promise<void> {
    if (!channel.isPrivate || !channel.permissions.read.broadcast) return;
    for (const broadcast of await recentMessages(this.sql, channel, wanted)) {
      const frame = encodeBroadcast(channel.connection.version, channel.topic, broadcast);
      if (frame !== undefined) channel.connection.sendFrame(frame);
    }
  }
}
