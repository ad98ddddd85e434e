import assert from "node:assert/strict";
import { join } from "node:path";

/** Runs a test file as the gate does, in a process of its own, since it ends all that its process has started. */
async function gate(source: string): Promise<{ passed: number; failed: number; output: string[] }> {
  const folder = await Deno.makeTempDir({ prefix: "docmill-gate-" });
  try {
    await Deno.writeTextFile(join(folder, "some_test.ts"), source);
    await Deno.writeTextFile(
      join(folder, "gate.ts"),
      `import { adoptOrphans } from "${new URL("./descendants.ts", import.meta.url)}";
       import { runTests } from "${new URL("./run_tests.ts", import.meta.url)}";
       const output = [];
       adoptOrphans();
       const files = [${JSON.stringify(join(folder, "some_test.ts"))}];
       const { passed, failed } = await runTests({ name: "some", files }, {}, (line) => output.push(line));
       console.log(JSON.stringify({ passed, failed, output }));`,
    );
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--allow-all", "--no-check", "--no-lock", join(folder, "gate.ts")],
      env: { NO_COLOR: "1" },
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("tests that pass are counted, and take one line a file", async () => {
  const { passed, failed, output } = await gate(`
    Deno.test("one", () => console.log("chatter"));
    Deno.test("two", async (t) => { await t.step("a step", () => {}); });
  `);
  assert.deepEqual([passed, failed], [2, 0]);
  const said = output.filter((line) => line !== "");
  assert.equal(said.length, 1);
  assert.match(said[0]!, /^ {2}ok {2}.*some_test\.ts {2}\(2 tests, /);
});

Deno.test("a test that fails is counted and shown with its error", async () => {
  const { passed, failed, output } = await gate(`
    Deno.test("good", () => {});
    Deno.test("bad", () => { throw new Error("what is wrong"); });
  `);
  assert.deepEqual([passed, failed], [1, 1]);
  assert(output.some((line) => line.includes("bad ... FAILED")));
  assert(output.some((line) => line.includes("what is wrong")));
});

Deno.test("a skipped test is a failure", async () => {
  const { passed, failed } = await gate(`Deno.test("good", () => {}); Deno.test.ignore("skipped", () => {});`);
  assert.deepEqual([passed, failed], [1, 1]);
});

Deno.test("a file that cannot be loaded is a failure", async () => {
  const { passed, failed, output } = await gate(`throw new Error("cannot load");`);
  assert.deepEqual([passed, failed], [0, 1]);
  assert(output.some((line) => line.includes("cannot load")));
});

Deno.test("a run that dies is a failure", async () => {
  const { passed, failed } = await gate(`
    import process from "node:process";
    Deno.test("dies", () => process.kill(process.pid, "SIGKILL"));
  `);
  assert.deepEqual([passed, failed], [0, 1]);
});

Deno.test({
  name: "a process left behind is a failure, is named, and is ended",
  // Where there is no /proc, nobody can tell.
  ignore: Deno.build.os !== "linux",
  async fn() {
    const { passed, failed, output } = await gate(`
      Deno.test("leaves an orphan", async () => {
        await new Deno.Command("sh", { args: ["-c", "exec >/dev/null 2>&1; sleep 54321 & sleep 0"] }).output();
      });
    `);
    assert.deepEqual([passed, failed], [1, 1]);
    const [, pid] = /process (\d+), sleep 54321/.exec(output.join("\n")) ?? [];
    assert(pid, output.join("\n"));
    const state = await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => "gone");
    assert(state === "gone" || / Z /.test(state), state);
  },
});
