import assert from "node:assert/strict";
import { z } from "zod";
import { JobError } from "../jobs/errors.ts";
import { parseLlmSettings } from "./config.ts";
import { completion, type LlmServer, refuses, type Said, startLlmServer } from "./llm/testing.ts";

const Invoice = z.object({ number: z.string(), total: z.number() });
const FITS = '{"number":"A-7","total":12.5}';

const ask = ({ llm }: LlmServer, document = "Invoice A-7, total 12.50", signal = new AbortController().signal) =>
  llm.ask({ instructions: "Number and total of the invoice.", document, schema: Invoice, signal });

/** The error that a question ends with. */
async function errorOf(question: Promise<unknown>): Promise<JobError> {
  const error = await question.then(() => assert.fail("it was answered"), (error: unknown) => error);
  assert(error instanceof JobError, String(error));
  return error;
}

const failing = (replies: Said[], settings = {}) => startLlmServer(replies, settings);

Deno.test("an answer that fits comes back as a value, with what it cost", async () => {
  await using server = startLlmServer([FITS]);
  const { value, usage } = await ask(server);
  assert.deepEqual(value, { number: "A-7", total: 12.5 });
  assert.deepEqual(usage, { requests: 1, inputTokens: 100, outputTokens: 10, isEstimated: false, cost: 0.00012 });
  const [asked] = server.asked;
  assert.equal(asked!.path, "/v1/chat/completions");
  assert.equal(asked!.authorization, "Bearer a-key");
  assert.equal(asked!.body.model, "a-model");
  assert.equal(asked!.body.response_format?.type, "json_schema");
});

Deno.test("fences, thoughts and keys that nobody asked for are taken off an answer", async () => {
  await using server = startLlmServer([
    `<think>Is it {"number": 1}?</think>Here you are:\n\`\`\`json\n{"number":"A-7","total":1,"tenant":"other"}\n\`\`\``,
  ]);
  assert.deepEqual((await ask(server)).value, { number: "A-7", total: 1 });
});

Deno.test("an answer that does not fit is sent back once, with what is wrong", async () => {
  await using server = startLlmServer(['{"number":7,"total":"much"}', FITS]);
  const { value, usage } = await ask(server);
  assert.equal(value.number, "A-7");
  assert.equal(usage.requests, 2);
  assert.equal(usage.inputTokens, 200);
  const { content } = server.asked[1]!.body.messages[1]!;
  assert.match(content, /^\{"number":7,"total":"much"\}$/m);
  assert.match(content, /number: .*string.*; total: .*number/);
});

Deno.test("an answer that does not fit at the second try either is a permanent error, and is counted", async () => {
  for (const nonsense of ["I would rather not.", "", "{", "[]", '{"number":{},"total":null}']) {
    await using server = failing([nonsense]);
    const error = await errorOf(ask(server));
    assert.equal(error.type, "llm_invalid_answer");
    assert.equal(error.transient, false);
    assert.equal(server.asked.length, 2);
    assert.equal(server.llm.used.requests, 2);
  }
});

Deno.test("a server that does not answer in time is given up, as one that may answer later", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using server = failing([async () => (await promise, FITS)], { timeoutMs: 100 });
  const error = await errorOf(ask(server));
  resolve();
  assert.deepEqual([error.type, error.transient], ["llm_unavailable", true]);
  assert.match(error.detail, /in time/);
});

Deno.test("a server that begins to answer and then stops is given up, too", async () => {
  await using server = failing([
    () => new Response(new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode("{")) })),
  ], { timeoutMs: 100 });
  assert.equal((await errorOf(ask(server))).type, "llm_unavailable");
});

Deno.test("too many requests: asked again as soon as the server allows it", async () => {
  await using server = startLlmServer([refuses(429, "slow down", { "retry-after": "0" }), FITS]);
  assert.equal((await ask(server)).value.total, 12.5);
  assert.equal(server.asked.length, 2);
});

Deno.test("too many requests: who is told to wait long gives the job back, with how long", async () => {
  await using server = failing([refuses(429, "slow down", { "retry-after": "90" })]);
  const error = await errorOf(ask(server));
  assert.deepEqual([error.type, error.transient, error.retryAfter], ["llm_unavailable", true, 90]);
  assert.equal(server.asked.length, 1);
});

Deno.test("an account without credit is not asked again", async () => {
  await using server = failing([refuses(429, "insufficient_quota")]);
  const error = await errorOf(ask(server));
  assert.deepEqual([error.type, error.transient], ["llm_misconfigured", false]);
});

Deno.test("a server in trouble is asked again, but not for ever", async () => {
  await using better = startLlmServer([refuses(500, "oops", { "retry-after": "0" }), refuses(503, "oops"), FITS]);
  assert.equal((await ask(better)).value.total, 12.5);
  await using hopeless = failing([refuses(500, "oops", { "retry-after": "0" })]);
  const error = await errorOf(ask(hopeless));
  assert.deepEqual([error.type, error.transient], ["llm_unavailable", true]);
  assert.equal(hopeless.asked.length, 4);
});

Deno.test("a refused key, an unknown model and a redirect elsewhere are permanent, and say what to correct", async () => {
  const cases = [
    [refuses(401, "no"), /LLM_API_KEY/],
    [refuses(404, "no such model"), /LLM_MODEL/],
    [new Response(null, { status: 307, headers: { location: "http://127.0.0.1:1/" } }), /LLM_BASE_URL/],
    [Response.json({ hello: "world" }), /LLM_BASE_URL/],
  ] as const;
  for (const [reply, says] of cases) {
    await using server = failing([reply]);
    const error = await errorOf(ask(server));
    assert.deepEqual([error.type, error.transient], ["llm_misconfigured", false]);
    assert.match(error.detail, says);
    assert.equal(server.asked.length, 1);
  }
});

Deno.test("what an endpoint does not understand is left out, and stays left out", async () => {
  await using server = startLlmServer([
    refuses(400, "response_format.type 'json_schema' is not supported"),
    refuses(400, "'max_tokens' is not supported with this model: use 'max_completion_tokens'"),
    FITS,
  ]);
  await ask(server);
  await ask(server);
  const bodies = server.asked.map(({ body }) => body);
  assert.deepEqual(bodies.map((body) => body.response_format?.type), [
    "json_schema",
    "json_object",
    "json_object",
    "json_object",
  ]);
  assert.deepEqual(bodies.map((body) => "max_tokens" in body), [true, true, false, false]);
});

Deno.test("whoever loses the job stops asking at once", async () => {
  const loss = new AbortController();
  const reason = new Error("lease lost");
  await using server = failing([() => {
    loss.abort(reason);
    return new Promise<string>((resolve) => setTimeout(resolve, 0, FITS));
  }]);
  await assert.rejects(ask(server, "Invoice", loss.signal), reason);
  assert.equal(server.asked.length, 1);
});

Deno.test("an endpoint that does not count tokens is estimated, and said to be", async () => {
  await using server = startLlmServer([() => completion(FITS, null)], { prices: undefined });
  const { usage } = await ask(server);
  assert.equal(usage.isEstimated, true);
  assert.ok(usage.inputTokens > 100 && usage.outputTokens === Math.ceil(FITS.length / 4));
  assert.equal(usage.cost, null);
});

Deno.test("no variable: no model; some variables: the missing one is named; nothing is as good as unset", () => {
  assert.equal(parseLlmSettings({ LLM_BASE_URL: "", LLM_API_KEY: "" }), undefined);
  assert.throws(() => parseLlmSettings({ LLM_API_KEY: "k" }), /^Error: LLM_BASE_URL not set$/);
  assert.throws(() => parseLlmSettings({ LLM_BASE_URL: "http://localhost/v1" }), /^Error: LLM_MODEL not set$/);
  assert.throws(() => parseLlmSettings({ LLM_BASE_URL: "file:///etc", LLM_MODEL: "m" }), /LLM_BASE_URL is wrong/);
  const settings = parseLlmSettings({ LLM_BASE_URL: "http://localhost/v1/", LLM_MODEL: "m", LLM_TIMEOUT_SECONDS: "5" });
  assert.deepEqual([settings?.baseUrl, settings?.timeoutMs], ["http://localhost/v1", 5000]);
});
