/**
 * What a client says over its connection, and what is done about it: joins, leaves, new tokens, broadcasts, presence.
 *
 * @module
 */
import type { Claims } from "../context.ts";
import type { Keys } from "../keys.ts";
import type { Authorizer } from "./authorize.ts";
import { type Channel, sendSystem, type Topics } from "./channels.ts";
import type { Connection } from "./connection.ts";
import { within } from "./deadline.ts";
import { type Broadcast, isRecord, type Message } from "./frames.ts";
import { JOIN_DEADLINE, type Joining, JoinRefused } from "./join.ts";
import { MAX_PAYLOAD, payloadSize } from "./messages.ts";
import type { Presence } from "./presence.ts";
import type { Subscriptions } from "./subscriptions.ts";
import { whyExpired, whyInvalid } from "./tokens.ts";

/** What all sessions share. */
export interface Services {
  keys: Keys;
  topics: Topics;
  authorizer: Authorizer;
  presence: Presence;
  subscriptions: Subscriptions;
  joining: Joining;
}

const MAX_CHANNELS = 100;
const UNAVAILABLE = "Realtime was unable to connect to the project database";
const MAX_TIMEOUT = 2 ** 31 - 1;

export class Session {
  readonly #channels = new Map<string, Channel>();

  /** @param claims what the connection's API key stands for */
  constructor(private readonly services: Services, private readonly claims: Claims) {}

  async handle(connection: Connection, message: Message): Promise<void> {
    if (message.topic === "phoenix") return connection.reply(message, "ok");
    if (message.event === "phx_join") return await this.#join(connection, message);
    const channel = this.#channels.get(message.topic);
    if (!channel) return connection.reply(message, "error", { reason: "unmatched topic" });
    // From before a re-join: whom it is for is gone.
    if (message.joinRef !== null && message.joinRef !== channel.joinRef) return;
    switch (message.event) {
      case "phx_leave":
        connection.reply(message, "ok");
        return this.#close(channel);
      case "access_token":
        return await this.#renewToken(channel, message.payload.access_token);
      case "broadcast":
        return await this.#broadcast(channel, message);
      case "presence":
        return await this.#presence(channel, message);
    }
  }

  /** The connection is gone. */
  end(): void {
    for (const channel of this.#channels.values()) this.#leave(channel);
  }

  /** Has the client join its channels anew, and so fetch what it may have missed. */
  restart(channel: Channel): void {
    if (this.#channels.get(channel.topic) !== channel) return;
    this.#leave(channel);
    const { connection, topic, joinRef } = channel;
    connection.send({ topic, joinRef, ref: joinRef, event: "phx_error", payload: {} });
  }

  async #join(connection: Connection, message: Message): Promise<void> {
    const former = this.#channels.get(message.topic);
    if (former) this.#close(former);
    try {
      if (this.#channels.size >= MAX_CHANNELS) throw new JoinRefused("ChannelRateLimitReached: Too many channels");
      const joining = this.services.joining.join(connection, message, this.claims);
      const joined = await within(JOIN_DEADLINE, joining);
      if (joined === undefined) {
        joining.then(({ channel }) => this.services.subscriptions.remove(channel), () => {});
        throw new JoinRefused(UNAVAILABLE);
      }
      const { channel, response, begin } = joined;
      this.#channels.set(channel.topic, channel);
      this.services.topics.add(channel);
      this.#watchExpiry(channel);
      connection.reply(message, "ok", response);
      await begin();
    } catch (error) {
      if (!(error instanceof JoinRefused)) {
        connection.reply(message, "error", { reason: UNAVAILABLE });
        throw error;
      }
      connection.reply(message, "error", { reason: error.message });
    }
  }

  async #renewToken(channel: Channel, token: unknown): Promise<void> {
    if (typeof token !== "string" || token.startsWith("sb_") || token === channel.token) return;
    const claims = await this.services.keys.verify(token);
    if (!claims) return this.#shutDown(channel, whyInvalid(token));
    const before = channel.permissions.read;
    if (channel.isPrivate) {
      const read = await this.services.authorizer.mayRead(claims, channel.name);
      const isRevoked = (before.broadcast && !read.broadcast) || (before.presence && !read.presence);
      if (isRevoked) {
        return this.#shutDown(
          channel,
          `You no longer have permission to read from this Channel topic: ${channel.name}`,
        );
      }
      channel.permissions = { read, write: {} };
    }
    Object.assign(channel, { claims, token });
    this.#watchExpiry(channel);
  }

  async #broadcast(channel: Channel, message: Message): Promise<void> {
    if (!await this.#mayWrite(channel, "broadcast")) return;
    const { event, payload } = message.payload;
    const broadcast: Broadcast = message.broadcast ??
      { event: String(event ?? ""), payload: { json: JSON.stringify(payload ?? {}) } };
    const { ack, self } = channel.broadcast;
    if (payloadSize(broadcast) > MAX_PAYLOAD) {
      return ack ? channel.connection.reply(message, "error", { reason: "payload_size_exceeded" }) : undefined;
    }
    this.services.topics.send(channel, broadcast, self ? undefined : channel);
    if (ack) channel.connection.reply(message, "ok");
  }

  async #presence(channel: Channel, message: Message): Promise<void> {
    const { event, payload = {} } = message.payload;
    const action = String(event ?? "").toLowerCase();
    if (action === "track") {
      if (!isRecord(payload)) {
        const reason = "Presence track payload must be a map";
        return channel.connection.reply(message, "error", { reason });
      }
      if (!await this.#mayWrite(channel, "presence")) return channel.connection.reply(message, "error");
      this.services.presence.track(channel, payload);
    } else if (action === "untrack") this.services.presence.untrack(channel);
    channel.connection.reply(message, "ok");
  }

  async #mayWrite(channel: Channel, extension: "broadcast" | "presence"): Promise<boolean> {
    const { write } = channel.permissions;
    return write[extension] ??= await this.services.authorizer.mayWrite(channel.claims, channel.name, extension);
  }

  #watchExpiry(channel: Channel): void {
    clearTimeout(channel.expiry);
    const { exp } = channel.claims;
    if (exp === undefined) return;
    const left = Math.min(Math.max(exp * 1000 - Date.now(), 0), MAX_TIMEOUT);
    channel.expiry = setTimeout(() => this.#shutDown(channel, whyExpired(exp)), left);
  }

  #shutDown(channel: Channel, reason: string): void {
    if (this.#channels.get(channel.topic) !== channel) return;
    sendSystem(channel, "system", "error", reason);
    this.#close(channel);
  }

  #close(channel: Channel): void {
    this.#leave(channel);
    const { connection, topic, joinRef } = channel;
    connection.send({ topic, joinRef, ref: joinRef, event: "phx_close", payload: {} });
  }

  #leave(channel: Channel): void {
    clearTimeout(channel.expiry);
    this.#channels.delete(channel.topic);
    this.services.topics.remove(channel);
    this.services.subscriptions.remove(channel);
    this.services.presence.untrack(channel);
  }
}
