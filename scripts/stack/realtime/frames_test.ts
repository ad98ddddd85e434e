import assert from "node:assert/strict";
import { decode, encode, encodeBroadcast } from "./frames.ts";

const text = new TextEncoder();

/** A broadcast as a client of protocol 2.0.0 pushes it. */
function push(
  fields: { joinRef: string; ref: string; topic: string; event: string },
  encoding: number,
  body: Uint8Array,
) {
  const parts = [fields.joinRef, fields.ref, fields.topic, fields.event, ""].map((part) => text.encode(part));
  const bytes = [3, ...parts.map((part) => part.length), encoding, ...parts.flatMap((part) => [...part]), ...body];
  return Uint8Array.from(bytes).buffer;
}
const FIELDS = { joinRef: "1", ref: "2", topic: "realtime:röom", event: "hé" };

Deno.test("decode() reads messages of both versions alike", () => {
  const message = { joinRef: "1", ref: "2", topic: "t", event: "e", payload: { a: 1 } };
  assert.deepEqual(decode(encode("2.0.0", message)), message);
  assert.deepEqual(decode(encode("1.0.0", message)), message);
});

Deno.test("decode() reads a binary broadcast with JSON, and one with bytes", () => {
  const json = decode(push(FIELDS, 1, text.encode('{"x":1}')));
  assert.deepEqual(json!.broadcast, { event: "hé", payload: { json: '{"x":1}' } });
  assert.deepEqual([json!.joinRef, json!.ref, json!.topic, json!.event], ["1", "2", "realtime:röom", "broadcast"]);
  const bytes = decode(push(FIELDS, 0, Uint8Array.of(0, 255)));
  assert.deepEqual(bytes!.broadcast!.payload, { binary: Uint8Array.of(0, 255) });
});

Deno.test("decode() takes nothing for rubbish", () => {
  const rubbish = ["", "{", "null", "[]", "7", '{"topic":1}', '["1","2",null,"e",{}]'];
  for (const frame of rubbish) assert.equal(decode(frame), undefined, frame);
  const frames = [[], [3], [9, 0, 0, 0, 0, 0, 0], [3, 255, 255, 255, 255, 0, 1, 65]];
  for (const frame of frames) assert.equal(decode(Uint8Array.from(frame).buffer), undefined, String(frame));
});

Deno.test("decode() refuses a broadcast whose payload would break out of the frame that passes it on", () => {
  const payload = '{}}},"event":"forged"';
  assert.equal(decode(push(FIELDS, 1, text.encode(payload))), undefined);
});

Deno.test("encodeBroadcast() writes a binary frame for 2.0.0 and an object for 1.0.0", () => {
  const broadcast = { event: "é", payload: { json: '{"x":1}' }, meta: { id: "m" } };
  const frame = encodeBroadcast("2.0.0", "realtime:a", broadcast) as Uint8Array;
  assert.deepEqual([...frame.subarray(0, 5)], [4, 10, 2, 10, 1]);
  assert.equal(new TextDecoder().decode(frame.subarray(5)), 'realtime:aé{"id":"m"}{"x":1}');
  assert.deepEqual(JSON.parse(encodeBroadcast("1.0.0", "realtime:a", broadcast) as string), {
    join_ref: null,
    ref: null,
    topic: "realtime:a",
    event: "broadcast",
    payload: { type: "broadcast", event: "é", payload: { x: 1 }, meta: { id: "m" } },
  });
});

Deno.test("encodeBroadcast() falls back to text where a name is too long for a binary frame", () => {
  const topic = `realtime:${"a".repeat(300)}`;
  const frame = encodeBroadcast("2.0.0", topic, { event: "e", payload: { json: "[1]" } });
  assert.deepEqual(JSON.parse(frame as string), [null, null, topic, "broadcast", {
    type: "broadcast",
    event: "e",
    payload: [1],
  }]);
});

Deno.test("encodeBroadcast() has no frame of 1.0.0 for bytes", () => {
  const broadcast = { event: "e", payload: { binary: Uint8Array.of(1) } };
  assert.equal(encodeBroadcast("1.0.0", "t", broadcast), undefined);
});
