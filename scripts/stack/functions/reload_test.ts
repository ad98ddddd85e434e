import assert from "node:assert/strict";
import { serve } from "./testing.ts";

const answering = (text: string) =>
  `import "../_shared/word.ts"; Deno.serve(() => new Response("${text} " + globalThis.word));`;
const OLD_CODE = ({ message }: { message: string }) => message.includes("old code");

Deno.test("a change of a function is served from the next request on, without the boot being waited for", async () => {
  await using functions = await serve({ says: answering("before") }, {
    files: { "_shared/word.ts": `globalThis.word = "one";` },
  });
  assert.equal(await (await functions.call("says")).text(), "before one");
  await functions.write({ "says/index.ts": answering("after") });
  await functions.logged(OLD_CODE);
  assert.equal(await (await functions.call("says")).text(), "after one");
});

Deno.test("a change of what functions share renews all of them; of one function, that one alone", async () => {
  await using functions = await serve({ one: answering("one"), two: answering("two") }, {
    files: { "_shared/word.ts": `globalThis.word = "old";` },
  });
  await functions.warm(["one", "two"]);
  const isolates = () => functions.metering().isolates.filter(({ state }) => state !== "retired");
  const idOf = (name: string) => isolates().find((isolate) => isolate.function === name)?.executionId;
  const before = { one: idOf("one"), two: idOf("two") };
  await functions.write({ "one/index.ts": answering("changed") });
  await functions.logged((entry) => entry.source === "one" && OLD_CODE(entry));
  assert.notEqual(idOf("one"), before.one);
  assert.equal(idOf("two"), before.two);
  await functions.write({ "_shared/word.ts": `globalThis.word = "new";` });
  await functions.logged((entry) => entry.source === "two" && OLD_CODE(entry));
  assert.equal(await (await functions.call("two")).text(), "two new");
});

Deno.test("work under way is finished by the old code", async () => {
  await using functions = await serve({
    says: `Deno.serve(async (request) => {
      if (request.url.endsWith("/slow")) await request.text();
      return new Response("before");
    });`,
  });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const slow = functions.call("says/slow", { method: "POST", body: readable });
  assert.equal(await (await functions.call("says")).text(), "before");
  await functions.write({ "says/index.ts": `Deno.serve(() => new Response("after"));` });
  await functions.logged(OLD_CODE);
  assert.equal(await (await functions.call("says")).text(), "after");
  await writable.close();
  assert.equal(await (await slow).text(), "before");
});

Deno.test("a function that is added while others are served can be called", async () => {
  await using functions = await serve({ old: `Deno.serve(() => new Response("old"));` });
  assert.equal((await functions.call("added")).status, 404);
  await functions.write({ "added/index.ts": `Deno.serve(() => new Response("added"));` });
  assert.equal(await (await functions.call("added")).text(), "added");
});
