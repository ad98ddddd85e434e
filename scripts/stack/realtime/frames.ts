/**
 * The messages on the wire. Version 2.0.0 sends arrays as text and broadcasts as binary frames, 1.0.0 sends objects.
 *
 * @module
 */

export type Version = "1.0.0" | "2.0.0";

/** A message from a client. */
export interface Message {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: Record<string, unknown>;
  /** Set when the frame was a binary broadcast; `payload` is then empty. */
  broadcast?: Broadcast;
}

/** A message of users to users. Its payload is passed on as it came, without being read. */
export interface Broadcast {
  event: string;
  payload: { json: string } | { binary: Uint8Array };
  meta?: Record<string, unknown>;
}

const KIND = { push: 3, broadcast: 4 };
const ENCODING = { binary: 0, json: 1 };
const MAX_FIELD = 255;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encode(
  version: Version,
  message: { joinRef?: string | null; ref?: string | null; topic: string; event: string; payload: unknown },
): string {
  const { joinRef = null, ref = null, topic, event, payload } = message;
  return version === "1.0.0"
    ? JSON.stringify({ join_ref: joinRef, ref, topic, event, payload })
    : JSON.stringify([joinRef, ref, topic, event, payload]);
}

/** Reads a frame; `undefined` when it is none of ours. */
export function decode(frame: string | ArrayBuffer): Message | undefined {
  if (typeof frame !== "string") return decodePush(new Uint8Array(frame));
  let raw: unknown;
  try {
    raw = JSON.parse(frame);
  } catch {
    return undefined;
  }
  const { join_ref: joinRef, ref, topic, event, payload } = Array.isArray(raw)
    ? { join_ref: raw[0], ref: raw[1], topic: raw[2], event: raw[3], payload: raw[4] }
    : (raw ?? {}) as Record<string, unknown>;
  if (typeof topic !== "string" || typeof event !== "string") return undefined;
  return {
    joinRef: toRef(joinRef),
    ref: toRef(ref),
    topic,
    event,
    payload: isRecord(payload) ? payload : {},
  };
}

/**
 * A broadcast as a frame for receivers of one version; `undefined` when that version cannot carry it (1.0.0 knows no
 * binary payloads).
 */
export function encodeBroadcast(
  version: Version,
  topic: string,
  { event, payload, meta }: Broadcast,
): string | Uint8Array<ArrayBuffer> | undefined {
  const isJson = "json" in payload;
  const fields = [topic, event, meta ? JSON.stringify(meta) : ""].map((field) => encoder.encode(field));
  const fits = fields.every((field) => field.length <= MAX_FIELD);
  if (version === "2.0.0" && fits) {
    const lengths = fields.map((field) => field.length);
    const head = [KIND.broadcast, ...lengths, isJson ? ENCODING.json : ENCODING.binary];
    return concat(Uint8Array.from(head), ...fields, isJson ? encoder.encode(payload.json) : payload.binary);
  }
  if (!isJson) return undefined;
  const rest = meta ? `,"meta":${JSON.stringify(meta)}` : "";
  const body = `{"type":"broadcast","event":${JSON.stringify(event)},"payload":${payload.json}${rest}}`;
  return version === "1.0.0"
    ? `{"join_ref":null,"ref":null,"topic":${JSON.stringify(topic)},"event":"broadcast","payload":${body}}`
    : `[null,null,${JSON.stringify(topic)},"broadcast",${body}]`;
}

function decodePush(bytes: Uint8Array): Message | undefined {
  const [kind, ...head] = bytes.subarray(0, 7);
  if (kind !== KIND.push || head.length !== 6) return undefined;
  const encoding = head.pop();
  let at = 7;
  const [joinRef, ref, topic, event] = head.map((length) => decoder.decode(bytes.subarray(at, at += length)));
  if (at > bytes.length) return undefined;
  const body = bytes.subarray(at);
  const payload = encoding === ENCODING.json ? { json: decoder.decode(body) } : { binary: body };
  if ("json" in payload && !isJson(payload.json)) return undefined;
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic: topic!,
    event: "broadcast",
    payload: {},
    broadcast: { event: event!, payload },
  };
}

// What is passed on unread must not be able to break, or reach out of, the frame that it is put into.
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function toRef(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
