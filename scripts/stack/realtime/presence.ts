/**
 * Presence: who is on a topic, as each member tells of itself. Lives in memory only.
 *
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { type Channel, topicKey, type Topics } from "./channels.ts";

type Meta = Record<string, unknown> & { phx_ref: string };
interface Entry {
  key: string;
  payload: Record<string, unknown>;
  meta: Meta;
}
type State = Record<string, { metas: Meta[] }>;

export class Presence {
  /** By topic, then by channel. */
  readonly #entries = new Map<string, Map<string, Entry>>();

  constructor(private readonly topics: Topics) {}

  /** Tells a channel that has just joined who is there. */
  sync(channel: Channel): void {
    if (!receives(channel)) return;
    const state: State = {};
    for (const { key, meta } of this.#entries.get(topicKey(channel))?.values() ?? []) {
      (state[key] ??= { metas: [] }).metas.push(meta);
    }
    channel.connection.send({ topic: channel.topic, event: "presence_state", payload: state });
  }

  track(channel: Channel, payload: Record<string, unknown>): void {
    const topic = topicKey(channel);
    const known = this.#entries.get(topic) ?? new Map<string, Entry>();
    const old = known.get(channel.id);
    if (old && isDeepStrictEqual(old.payload, payload)) return;
    const ref = crypto.randomUUID();
    const meta: Meta = { ...payload, phx_ref: ref, ...(old ? { phx_ref_prev: old.meta.phx_ref } : {}) };
    const entry = { key: old?.key ?? (channel.presence.key || crypto.randomUUID()), payload, meta };
    this.#entries.set(topic, known.set(channel.id, entry));
    channel.presence.enabled = true;
    this.#announce(channel, entry, old);
  }

  untrack(channel: Channel): void {
    const topic = topicKey(channel);
    const known = this.#entries.get(topic);
    const entry = known?.get(channel.id);
    if (!known || !entry) return;
    known.delete(channel.id);
    if (known.size === 0) this.#entries.delete(topic);
    this.#announce(channel, undefined, entry);
  }

  #announce(channel: Channel, joined: Entry | undefined, left: Entry | undefined): void {
    const payload = { joins: toState(joined), leaves: toState(left) };
    for (const member of this.topics.members(channel)) {
      if (receives(member)) member.connection.send({ topic: member.topic, event: "presence_diff", payload });
    }
  }
}

function receives(channel: Channel): boolean {
  return channel.presence.enabled && channel.permissions.read.presence;
}

function toState(entry: Entry | undefined): State {
  return entry ? { [entry.key]: { metas: [entry.meta] } } : {};
}
