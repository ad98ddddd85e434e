import assert from "node:assert/strict";
import { database } from "./database.ts";
import { raises, reading, type Worksheet, worksheet } from "./worksheet.ts";

async function again(sheet: Worksheet): Promise<void> {
  await sheet.owner.do((sql) => sql`select id from extract_again(${sheet.id})`);
}
const told = async (sheet: Worksheet) => (await sheet.questions()).map((each) => `${each.number} ${each.text}`);

Deno.test("an extraction that is repeated changes nothing, not even a version", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const before = await sheet.questions();
  await again(sheet);
  await sheet.extract([reading("1"), reading("2")]);
  assert.deepEqual(await sheet.questions(), before);
});

Deno.test("while a worksheet is extracted again, and when that fails, the last good questions stay", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const sql = await database();
  const before = await sheet.questions();
  await again(sheet);
  assert.deepEqual(await sheet.questions(), before);
  const [bell] = await sql`select token from queue.leases where job_id = ${sheet.id}`;
  const [row] = await sql`select begin_job(${sheet.id}, ${bell!["token"]}) as held`;
  await sql`select fail_job(${sheet.id}, ${row!["held"].token}, ${sql.json({ type: "x", detail: "No." })}, false)`;
  assert.deepEqual(await sheet.questions(), before);
});

Deno.test("a set that breaks a rule is not published at all", async () => {
  const sheet = await worksheet([reading("1")]);
  const before = await sheet.questions();
  await again(sheet);
  await assert.rejects(sheet.extract([reading("1", { text: "New" }), reading("2", { boxes: [{ page: 1 }] })]), {
    code: "23514",
  });
  assert.deepEqual(await sheet.questions(), before);
});

Deno.test("drafts that nobody touched are replaced and keep their ids", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const [first] = await sheet.questions();
  await again(sheet);
  await sheet.extract([reading("1", { text: "Better" }), reading("3")]);
  assert.deepEqual(await told(sheet), ["1 Better", "3 Question 3?"]);
  assert.equal((await sheet.questions())[0]!.id, first!.id);
});

Deno.test("what a person edited, approved or made stays; a different reading is put beside it", async () => {
  const sheet = await worksheet([reading("1"), reading("2"), reading("3")]);
  const [first, second] = await sheet.questions();
  await sheet.owner.do(async (sql) => {
    await sql`select id from update_question(${first!.id}, 1, ${sql.json({ number: "1a", text: "Mine" })})`;
    await sql`select id from approve_questions(${sheet.id}, ${sql.json({ [second!.id]: 1 })})`;
    await sql`select id from create_question(${sheet.id}, ${sql.json({ number: "9", text: "Made" })}, ${second!.id})`;
  });
  await again(sheet);
  await sheet.extract([
    reading("1", { text: "Other" }),
    reading("2", { confidence: 0.1 }),
    reading("3", { text: "Third" }),
  ]);
  assert.deepEqual(await told(sheet), ["1a Mine", "2 Question 2?", "9 Made", "3 Third"]);
  const [kept, approved] = await sheet.questions();
  assert.equal((kept!.proposed as { text: string }).text, "Other");
  assert.equal(approved!.proposed, null);

  const [taken] = await sheet.owner.do((sql) =>
    sql`select * from settle_proposal(${kept!.id}, ${kept!.version}, true)`
  );
  assert.deepEqual([taken!["number"], taken!["text"], taken!["proposed"], taken!["edited_by_person"]], [
    "1",
    "Other",
    null,
    false,
  ]);
});

Deno.test("what a person deleted does not come back", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const [first] = await sheet.questions();
  await sheet.owner.do((sql) => sql`select delete_question(${first!.id}, 1)`);
  await again(sheet);
  await sheet.extract([reading("1"), reading("2")]);
  assert.deepEqual(await told(sheet), ["2 Question 2?"]);
});

Deno.test("questions with the same number on a page are told apart by their order", async () => {
  const twice = [reading("1", { text: "Upper" }), reading("1", { text: "Lower", position: 2048 })];
  const sheet = await worksheet(twice);
  const ids = (await sheet.questions()).map((each) => each.id);
  await again(sheet);
  await sheet.extract(twice.map((each) => ({ ...each, text: `${each["text"]}!` })));
  assert.deepEqual((await sheet.questions()).map((each) => [each.id, each.text]), [[ids[0], "Upper!"], [
    ids[1],
    "Lower!",
  ]]);
});

Deno.test("whoever has lost the lease publishes nothing", async () => {
  const sheet = await worksheet([reading("1")]);
  const sql = await database();
  await again(sheet);
  const [row] = await sql`select publish_questions(${sheet.id}, ${crypto.randomUUID()}, '[]') as answer`;
  assert.deepEqual(row!["answer"], { lost: "superseded" });
  assert.equal((await sheet.questions()).length, 1);
});

Deno.test("a worksheet that is being worked on is not extracted again, nor is another kind of job", async () => {
  const sheet = await worksheet([reading("1")]);
  await again(sheet);
  await assert.rejects(again(sheet), raises("invalid_state"));
});
