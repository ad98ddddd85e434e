import assert from "node:assert/strict";
import { worksheet } from "../../../../../scripts/samples/worksheet.ts";
import { type Said, startLlmServer } from "../../platform/llm/testing.ts";
import { runToEnd } from "../testing.ts";
import { questions } from "./index.ts";
import type { Reading } from "./reading.ts";

async function tagged(replies: readonly Said[], options: Record<string, unknown> = {}) {
  await using server = startLlmServer(replies);
  const before = { LLM_BASE_URL: server.baseUrl, LLM_MODEL: "a-model" };
  for (const [name, value] of Object.entries(before)) Deno.env.set(name, value);
  try {
    const data = new Uint8Array(await worksheet({ pages: 5 }));
    const run = await runToEnd(questions, { files: [{ name: "numbers.pdf", data }], options });
    return { rows: run.rows as unknown as Reading[], asked: server.asked };
  } finally {
    for (const name of Object.keys(before)) Deno.env.delete(name);
  }
}

const said = (ids: readonly number[]) =>
  JSON.stringify({
    questions: ids.map((id) => ({ id, subject: "Numbers", topic: `Topic ${id}`, type: "proof", difficulty: "hard" })),
  });

Deno.test("where a model is configured its tags are taken, and where it leaves a question out our own", async () => {
  const { rows, asked } = await tagged([said([0, 2])]);
  assert.equal(rows[0]!.tags.topic, "Topic 0");
  assert.equal(rows[2]!.tags.subject, "Numbers");
  assert.equal(rows[1]!.tags.subject, "Mathematics");
  assert.ok(asked.length >= 2, "20 questions are more than one request");
});

Deno.test("a model that answers nonsense, or not at all, costs no question its tags", async () => {
  for (const reply of ["I am only a model.", new Response("no", { status: 401 })]) {
    const { rows } = await tagged([reply]);
    assert.equal(rows.length, 20);
    assert.ok(rows.every((row) => row.tags.subject === "Mathematics" && row.tags.type !== undefined));
  }
});

Deno.test("nothing leaves the system when the model is switched off", async () => {
  const { asked } = await tagged([said([0])], { llm: "off" });
  assert.equal(asked.length, 0);
});

Deno.test("a subject that the teacher names is the subject", async () => {
  const { rows } = await tagged([said([0])], { subject: "Mental arithmetic" });
  assert.deepEqual(new Set(rows.map((row) => row.tags.subject)), new Set(["Mental arithmetic"]));
});
