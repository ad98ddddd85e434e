/**
 * Channels: what a client has joined over one connection, and which of them share a topic. A public and a private
 * topic of one name are two topics.
 *
 * @module
 */
import type { Claims } from "../context.ts";
import type { Connection } from "./connection.ts";
import { type Broadcast, encodeBroadcast } from "./frames.ts";

/** What the policies on `realtime.messages` allow; `undefined` where they have not been asked yet. */
export interface Permissions {
  read: { broadcast: boolean; presence: boolean };
  write: { broadcast?: boolean; presence?: boolean };
}

export interface Channel {
  readonly id: string;
  readonly connection: Connection;
  /** As on the wire: `realtime:` and the name. */
  readonly topic: string;
  readonly name: string;
  readonly joinRef: string | null;
  readonly isPrivate: boolean;
  readonly broadcast: { ack: boolean; self: boolean };
  readonly presence: { key: string; enabled: boolean };
  claims: Claims;
  token: string | undefined;
  permissions: Permissions;
  expiry: ReturnType<typeof setTimeout> | undefined;
}

export const FULL_PERMISSIONS: Permissions = {
  read: { broadcast: true, presence: true },
  write: { broadcast: true, presence: true },
};

export class Topics {
  readonly #channels = new Map<string, Set<Channel>>();

  add(channel: Channel): void {
    const key = topicKey(channel);
    const members = this.#channels.get(key) ?? new Set();
    this.#channels.set(key, members.add(channel));
  }

  remove(channel: Channel): void {
    const members = this.#channels.get(topicKey(channel));
    members?.delete(channel);
    if (members?.size === 0) this.#channels.delete(topicKey(channel));
  }

  members(topic: { name: string; isPrivate: boolean }): Iterable<Channel> {
    return this.#channels.get(topicKey(topic)) ?? [];
  }

  all(): Channel[] {
    return [...this.#channels.values()].flatMap((members) => [...members]);
  }

  /** Sends a broadcast to every member that may read; encodes it once for each version. */
  send(topic: { name: string; isPrivate: boolean }, broadcast: Broadcast, except?: Channel): void {
    const frames = new Map<string, ReturnType<typeof encodeBroadcast>>();
    for (const channel of this.members(topic)) {
      if (channel === except || !channel.permissions.read.broadcast) continue;
      const { version } = channel.connection;
      if (!frames.has(version)) frames.set(version, encodeBroadcast(version, channel.topic, broadcast));
      const frame = frames.get(version);
      if (frame !== undefined) channel.connection.sendFrame(frame);
    }
  }
}

export function topicKey({ name, isPrivate }: { name: string; isPrivate: boolean }): string {
  return `${isPrivate ? "private" : "public"}:${name}`;
}

/** Tells a channel what became of it, as hosted does in `system` messages. */
export function sendSystem(channel: Channel, extension: string, status: "ok" | "error", message: string): void {
  channel.connection.send({
    topic: channel.topic,
    joinRef: channel.joinRef,
    event: "system",
    payload: { extension, status, message, channel: channel.name },
  });
}
