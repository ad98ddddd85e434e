import assert from "node:assert/strict";
import { database } from "./database.ts";
import { type Question, raises, reading, user, worksheet } from "./worksheet.ts";

const update = (who: Awaited<ReturnType<typeof user>>, { id, version }: Question, changes: Record<string, unknown>) =>
  who.do(async (sql) =>
    (await sql<Question[]>`select * from update_question(${id}, ${version}, ${sql.json(changes as never)})`)[0]!
  );

Deno.test("a teacher sees his own questions, an admin sees all, nobody else any", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const see = (who: typeof sheet.owner) => who.do((sql) => sql`select from questions where job_id = ${sheet.id}`);
  assert.equal((await see(sheet.owner)).length, 2);
  assert.equal((await see(await user({ admin: true }))).length, 2);
  assert.equal((await see(await user())).length, 0);
});

Deno.test("nobody writes to the table but through its functions", async () => {
  const sheet = await worksheet([reading("1")]);
  for (
    const statement of [
      "update questions set text = ''",
      "delete from questions",
      "insert into questions default values",
    ]
  ) {
    await assert.rejects(sheet.owner.do((sql) => sql.unsafe(statement)), { code: "42501" }, statement);
  }
});

Deno.test("a change names the version that was seen; who comes second is shown the row as it is", async () => {
  const sheet = await worksheet([reading("1")]);
  const [seen] = await sheet.questions();
  const changed = await update(sheet.owner, seen!, { text: "What is 2 + 2?", marks: 2 });
  assert.deepEqual([changed.text, Number(changed.marks), changed.version, changed.edited_by_person], [
    "What is 2 + 2?",
    2,
    "2",
    true,
  ]);
  await assert.rejects(update(sheet.owner, seen!, { text: "Mine" }), (error: { detail: string; hint: string }) => {
    assert.equal(error.detail, "version_conflict");
    assert.equal(JSON.parse(error.hint).text, "What is 2 + 2?");
    return true;
  });
  assert.equal((await sheet.questions())[0]!.text, "What is 2 + 2?");
});

Deno.test("somebody else's question is none; an admin reads and deletes it, and changes nothing", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const [first] = await sheet.questions();
  const [stranger, admin] = [await user(), await user({ admin: true })];
  await assert.rejects(update(stranger, first!, { text: "x" }), raises("question_not_found"));
  await assert.rejects(
    stranger.do((sql) => sql`select delete_question(${first!.id}, 1)`),
    raises("question_not_found"),
  );
  await assert.rejects(update(admin, first!, { text: "x" }), raises("forbidden"));
  await admin.do((sql) => sql`select delete_question(${first!.id})`);
  assert.deepEqual((await sheet.questions()).map((each) => each.number), ["2"]);
});

Deno.test("what makes no sense is refused with a sentence", async () => {
  const sheet = await worksheet([reading("1")]);
  const [question] = await sheet.questions();
  const wrong = [
    { boxes: [{ page: 1, x0: 5, y0: 0, x1: 4, y1: 9 }] },
    { boxes: [{ page: "1", x0: 0, y0: 0, x1: 4, y1: 9 }] },
    { boxes: "none" },
    { number: "x".repeat(41) },
    { text: null },
    { parts: {} },
    { marks: -1 },
    { status: "done" },
    { position: "NaN" },
    { position: "Infinity" },
    { position: 1e300 },
    { owner: crypto.randomUUID() },
    { crop_path: `${crypto.randomUUID()}/${sheet.id}/crops/1.png` },
    { crop_path: `${sheet.owner.id}/${sheet.id}/crops/../../other.png` },
  ];
  for (const changes of wrong) {
    await assert.rejects(update(sheet.owner, question!, changes), raises("invalid_request"), JSON.stringify(changes));
  }
});

Deno.test("when boxes move, the pages follow and the picture that no longer fits is gone", async () => {
  const sheet = await worksheet([reading("1")]);
  const crop = `${sheet.owner.id}/${sheet.id}/crops/a.png`;
  const pictured = await update(sheet.owner, (await sheet.questions())[0]!, { crop_path: crop });
  assert.deepEqual([pictured.crop_path, pictured.edited_by_person], [crop, false]);
  const box = { x0: 0, y0: 0, x1: 10, y1: 10 };
  const moved = await update(sheet.owner, pictured, { boxes: [{ page: 3, ...box }, { page: 2, ...box }] });
  assert.deepEqual([moved.crop_path, moved.pages], [null, [2, 3]]);
});

Deno.test("a question is split into pieces that stand right behind it", async () => {
  const sheet = await worksheet([reading("1", { section: "A" }), reading("2")]);
  const [first] = await sheet.questions();
  const pieces = [{ text: "One" }, { number: "1b", text: "Two" }, { number: "1c", text: "Three" }];
  await sheet.owner.do((sql) => sql`select * from split_question(${first!.id}, 1, ${sql.json(pieces)})`);
  const now = await sheet.questions();
  assert.deepEqual(now.map((each) => [each.number, each.text, each.section]), [
    ["1", "One", "A"],
    ["1b", "Two", "A"],
    ["1c", "Three", "A"],
    ["2", "Question 2?", null],
  ]);
});

Deno.test("questions are merged in the order named; a stale version of any undoes it all", async () => {
  const sheet = await worksheet([reading("1", { marks: 2 }), reading("2", { marks: 3 }), reading("3")]);
  const [first, second] = await sheet.questions();
  const merge = (named: { id: string; version: unknown }[]) =>
    sheet.owner.do((sql) => sql<Question[]>`select * from merge_questions(${sql.json(named as never)})`);
  await assert.rejects(merge([first!, { id: second!.id, version: 9 }]), raises("version_conflict"));
  assert.equal((await sheet.questions()).length, 3);
  const [merged] = await merge([first!, second!]);
  assert.deepEqual([merged!.number, merged!.text, Number(merged!.marks)], ["1", "Question 1?\nQuestion 2?", 5]);
  assert.equal((merged!.boxes as unknown[]).length, 2);
  assert.deepEqual((await sheet.questions()).map((each) => each.number), ["1", "3"]);
});

Deno.test("a question moves behind another, or to the front, however often", async () => {
  const sheet = await worksheet([reading("1"), reading("2"), reading("3")]);
  const ids = (await sheet.questions()).map((each) => each.id);
  for (let turn = 0; turn < 60; turn++) {
    const [, , last] = await sheet.questions();
    await sheet.owner.do((sql) =>
      sql`select * from move_question(${last!.id}, ${last!.version}, ${ids.find((id) => id !== last!.id)!})`
    );
  }
  const [, middle] = await sheet.questions();
  await sheet.owner.do((sql) => sql`select * from move_question(${middle!.id}, ${middle!.version})`);
  const now = await sheet.questions();
  assert.equal(now[0]!.id, middle!.id);
  assert.equal(new Set(now.map((each) => each.position)).size, 3);
});

Deno.test("questions are numbered anew, in each section from the beginning if wanted", async () => {
  const sheet = await worksheet([
    reading("3", { section: "A" }),
    reading("5", { section: "A" }),
    reading("7", { section: "B" }),
  ]);
  await sheet.owner.do((sql) => sql`select * from renumber_questions(${sheet.id})`);
  assert.deepEqual((await sheet.questions()).map((each) => each.number), ["1", "2", "3"]);
  await sheet.owner.do((sql) => sql`select * from renumber_questions(${sheet.id}, 1, true)`);
  assert.deepEqual((await sheet.questions()).map((each) => each.number), ["1", "2", "1"]);
});

Deno.test("many changes are made together or not at all", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const [first, second] = await sheet.questions();
  const change = (version: number) =>
    sheet.owner.do((sql) =>
      sql`select * from update_questions(${
        sql.json([{ id: first!.id, version: 1, number: "10" }, { id: second!.id, version, number: "20" }])
      })`
    );
  await assert.rejects(change(9), raises("version_conflict"));
  assert.deepEqual((await sheet.questions()).map((each) => each.number), ["1", "2"]);
  await change(1);
  assert.deepEqual((await sheet.questions()).map((each) => each.number), ["10", "20"]);
});

Deno.test("a deletion that is undone brings the same question back", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const [, second] = await sheet.questions();
  await sheet.owner.do((sql) => sql`select delete_question(${second!.id}, 1)`);
  const { id, number, text, position } = second!;
  await sheet.owner.do((sql) =>
    sql`select * from create_question(${sheet.id}, ${sql.json({ id, number, text, position })})`
  );
  const [, back] = await sheet.questions();
  assert.deepEqual([back!.id, back!.text, back!.extracted], [id, text, second!.extracted]);
});

Deno.test("a worksheet with approved questions does not expire; without them it does again", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const sql = await database();
  const expires = async () => (await sql`select expires_at from jobs where id = ${sheet.id}`)[0]!["expires_at"];
  const approve = (approved: boolean) =>
    sheet.owner.do((sql) => sql`select id from approve_questions(${sheet.id}, null, ${approved})`);
  assert.ok(await expires());
  assert.equal((await approve(true)).length, 2);
  assert.equal(await expires(), null);
  await approve(false);
  assert.ok(await expires());
});

Deno.test("only what was seen is approved", async () => {
  const sheet = await worksheet([reading("1"), reading("2")]);
  const [first] = await sheet.questions();
  const approve = (version: number) =>
    sheet.owner.do((sql) => sql`select id from approve_questions(${sheet.id}, ${sql.json({ [first!.id]: version })})`);
  await assert.rejects(approve(7), raises("version_conflict"));
  assert.equal((await approve(1)).length, 1);
  assert.deepEqual((await sheet.questions()).map((each) => each.status), ["approved", "draft"]);
});

Deno.test("every change is news on the worksheet's topic, one message for a change of many", async () => {
  const sheet = await worksheet(Array.from({ length: 30 }, (_, i) => reading(String(i + 1))));
  const sql = await database();
  const news = () =>
    sql`select event, payload from realtime.messages where topic = ${`questions:${sheet.id}`} order by inserted_at, id`;
  assert.deepEqual((await news()).map((each) => each["event"]), ["questions.changed"]);
  const [first] = await sheet.questions();
  await update(sheet.owner, first!, { text: "New" });
  await sheet.owner.do((sql) => sql`select delete_question(${first!.id}, 2)`);
  const told = (await news()).slice(1);
  assert.deepEqual(told.map((each) => each["event"]).sort(), ["question", "question.deleted"]);
  assert.equal(told.find((each) => each["event"] === "question")!["payload"].text, "New");
});

Deno.test("only those who can read a worksheet may listen to its topic", async () => {
  const sheet = await worksheet([reading("1")]);
  const may = async (who: typeof sheet.owner) =>
    (await who.do((sql) => sql`select can_read_worksheet(${`questions:${sheet.id}`}) as yes`))[0]!["yes"];
  assert.deepEqual([await may(sheet.owner), await may(await user({ admin: true })), await may(await user())], [
    true,
    true,
    false,
  ]);
  const [row] = await sheet.owner.do((sql) => sql`select can_read_worksheet('questions:guess') as yes`);
  assert.equal(row!["yes"], false);
});

Deno.test("a worksheet that is deleted takes its questions, original, pages and pictures with it", async () => {
  const sheet = await worksheet([reading("1")]);
  const sql = await database();
  await sheet.owner.do((sql) => sql`select delete_job(${sheet.id})`);
  assert.deepEqual(await sheet.questions(), []);
  const trash = await sql`select bucket from queue.trash where prefix = ${`${sheet.owner.id}/${sheet.id}/`}`;
  assert.deepEqual(new Set(trash.map((each) => each["bucket"])), new Set(["results", "extractions"]));
});

Deno.test("who changes questions of two worksheets locks these in one order, whatever the questions' ids", async () => {
  const sheet = await worksheet([]);
  const sql = await database();
  const [other] = await sql`
    insert into public.jobs (owner, kind, title) values (${sheet.owner.id}, 'questions', 'Geometry') returning id`;
  const [low, high] = [sheet.id, other!["id"] as string].sort();
  // The question that comes first by its id is in the worksheet that comes last.
  const add = (job: string, first: string) =>
    sheet.owner.do((tx) =>
      tx`select create_question(${job}, ${tx.json({ id: first + crypto.randomUUID().slice(1), number: "1" })})`
    );
  await add(high!, "0");
  await add(low!, "f");
  const questions = await sql<Question[]>`select id, version from questions where job_id in (${low!}, ${high!})`;
  const changes = questions.map(({ id, version }) => ({ id, version, number: "2" }));

  let change: Promise<unknown> | undefined;
  await sql.begin(async (held) => {
    await held`select from jobs where id = ${low!} for update`;
    change = sheet.owner.do((tx) => tx`select update_questions(${tx.json(changes as never)})`);
    change.catch(() => {});
    const isWaiting = () =>
      sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%update_questions(%'`;
    while ((await isWaiting()).length === 0);
    await sql`select from jobs where id = ${high!} for update nowait`;
  });
  await change;
  assert.equal((await sql`select from questions where number = '2' and job_id in (${low!}, ${high!})`).length, 2);
});
