import assert from "node:assert/strict";
import { eventually, ServiceHarness } from "../service_harness.ts";
import { REALTIME_SCHEMA } from "./testing.ts";

let harness: ServiceHarness;
Deno.test.beforeAll(async () => {
  harness = await ServiceHarness.start(REALTIME_SCHEMA);
});
Deno.test.afterAll(() => harness[Symbol.asyncDispose]());

function frame(text: string): Uint8Array {
  const body = new TextEncoder().encode(text);
  const length = body.length < 126 ? [0x80 | body.length] : [0xfe, body.length >> 8, body.length & 0xff];
  return Uint8Array.from([0x81, ...length, 0, 0, 0, 0, ...body]); // masked with zeros
}

/** A WebSocket by hand, which reads only when told. */
async function connectByHand(key: string): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(harness.url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const request = [
    `GET /realtime/v1/websocket?apikey=${key}&vsn=2.0.0 HTTP/1.1`,
    `host: ${hostname}`,
    "upgrade: websocket",
    "connection: upgrade",
    "sec-websocket-version: 13",
    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  await connection.write(new TextEncoder().encode(`${request.join("\r\n")}\r\n\r\n`));
  await connection.read(new Uint8Array(4096));
  return connection;
}

Deno.test("a client that does not read is cut off before it costs much memory", async () => {
  const connection = await connectByHand(harness.keys.secretKey);
  const config = { private: true };
  await connection.write(frame(JSON.stringify(["1", "1", "realtime:flood", "phx_join", { config }])));
  await connection.read(new Uint8Array(4096));
  const payload = { text: "x".repeat(200_000) };
  await eventually("it is cut off", async () => {
    await harness.sql`select realtime.send(${harness.sql.json(payload)}, 'e', 'flood', true)`;
    return harness.complaints.some((complaint) => complaint.includes("cut off"));
  });
  connection.close();
});

Deno.test("a connection needs a key that is ours", async () => {
  for (const key of ["", "sb_publishable_other", harness.keys.anonKey.slice(0, -2)]) {
    const response = await fetch(`${harness.url}/realtime/v1/websocket?apikey=${key}&vsn=2.0.0`, {
      headers: { connection: "upgrade", upgrade: "websocket" },
    });
    assert.equal(response.status, 401, key);
    await response.body?.cancel();
  }
});

Deno.test("rubbish does not end a connection, and messages to no topic are answered", async () => {
  const socket = new WebSocket(
    `${harness.url.replace("http", "ws")}/realtime/v1/websocket?apikey=${harness.keys.anonKey}`,
  );
  await new Promise((resolve) => socket.onopen = resolve);
  const answers: unknown[] = [];
  socket.onmessage = ({ data }) => answers.push(JSON.parse(data));
  for (const rubbish of ["", "{", "[1]", new Uint8Array([3, 9, 9, 9, 9, 9, 9])]) socket.send(rubbish);
  socket.send(JSON.stringify(["1", "2", "realtime:nowhere", "broadcast", {}]));
  socket.send(JSON.stringify([null, "3", "phoenix", "heartbeat", {}]));
  await eventually("both are answered", () => answers.length === 2);
  assert.deepEqual(answers, [
    ["1", "2", "realtime:nowhere", "phx_reply", { status: "error", response: { reason: "unmatched topic" } }],
    [null, "3", "phoenix", "phx_reply", { status: "ok", response: {} }],
  ]);
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
});
