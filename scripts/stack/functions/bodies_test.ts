import assert from "node:assert/strict";
import { serve } from "./testing.ts";

const MIB = 1024 * 1024;

Deno.test("a request keeps its method, path, query, headers and body", async () => {
  await using functions = await serve({
    echo: `Deno.serve(async (request) => {
      const { pathname, search, host } = new URL(request.url);
      const { "x-custom": custom, "x-forwarded-host": forwarded, "content-length": length } =
        Object.fromEntries(request.headers);
      return Response.json({
        method: request.method, pathname, search, host, custom, forwarded, length, body: await request.text(),
      }, { status: 201, headers: { "x-answer": "yes" } });
    });`,
  });
  const init = { method: "PUT", body: "the body", headers: { "x-custom": "value" } };
  const response = await functions.call("echo/a%20b/c?d=e&f", init);
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("x-answer"), "yes");
  const { length: _, ...seen } = await response.json();
  assert.deepEqual(seen, {
    method: "PUT",
    pathname: "/echo/a%20b/c",
    search: "?d=e&f",
    host: "127.0.0.1:54321",
    custom: "value",
    forwarded: "127.0.0.1",
    body: "the body",
  });
});

Deno.test("a redirect is the client's to follow", async () => {
  await using functions = await serve({
    away: `Deno.serve(() => Response.redirect("http://127.0.0.1/elsewhere", 303));`,
  });
  const response = await functions.call("away");
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "http://127.0.0.1/elsewhere");
});

Deno.test("bodies of 64 MiB go through, both ways", async () => {
  await using functions = await serve({ echo: `Deno.serve((request) => new Response(request.body));` });
  const sent = new Uint8Array(64 * MIB);
  for (let at = 0; at < sent.length; at += 4096) sent[at] = at / 4096;
  const response = await functions.call("echo", { method: "POST", body: sent });
  const received = new Uint8Array(await response.arrayBuffer());
  assert.equal(received.length, sent.length);
  assert.deepEqual(await digest(received), await digest(sent));
});

Deno.test("bodies are streamed both ways: each part is answered before the next is sent", async () => {
  await using functions = await serve({
    upper: `Deno.serve((request) => new Response(
      request.body.pipeThrough(new TextDecoderStream())
        .pipeThrough(new TransformStream({ transform: (text, out) => out.enqueue(text.toUpperCase()) }))
        .pipeThrough(new TextEncoderStream()),
    ));`,
  });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const write = (text: string) => writer.write(new TextEncoder().encode(text));
  const sending = write("one ");
  const response = await functions.call("upper", { method: "POST", body: readable });
  await sending;
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await reader.read()).value, "ONE ");
  await write("two");
  assert.equal((await reader.read()).value, "TWO");
  await writer.close();
  assert.equal((await reader.read()).done, true);
});

Deno.test("a client that goes away aborts the request within the function", async () => {
  await using functions = await serve({
    waits: `Deno.serve((request) => {
      request.signal.addEventListener("abort", () => console.log("the client is gone"));
      console.log("waiting");
      return new Promise(() => {});
    });`,
  });
  const client = new AbortController();
  const answer = functions.call("waits", { signal: client.signal });
  await functions.logged(({ message }) => message === "waiting");
  client.abort();
  await functions.logged(({ message }) => message === "the client is gone");
  assert.equal((await answer).status, 499);
});

Deno.test("a client that stops reading ends the stream within the function", async () => {
  await using functions = await serve({
    endless: `Deno.serve(() => new Response(new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65536)),
      cancel: () => console.log("nobody reads"),
    })));`,
  });
  const reader = (await functions.call("endless")).body!.getReader();
  await reader.read();
  await reader.cancel();
  await functions.logged(({ message }) => message === "nobody reads");
});

Deno.test("an isolate takes many requests at once", async () => {
  await using functions = await serve({
    gate: `
      let waiting = 0;
      const { promise, resolve } = Promise.withResolvers();
      Deno.serve(async () => {
        if (++waiting === 10) resolve();
        await promise;
        return new Response(Deno.env.get("SB_EXECUTION_ID"));
      });`,
  });
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => await (await functions.call("gate")).text()),
  );
  assert.equal(new Set(answers).size, 1);
});

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
