/** `npm run job`, as a process: what it prints, what it writes, how it ends. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { testStack } from "../../scripts/stack/testing.ts";
import { card } from "./support.ts";

async function job(args: string[], env: Record<string, string> = {}) {
  const { url, keys } = await testStack();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(import.meta.dirname!, "../../scripts/job.ts"), ...args],
    env: { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: keys.publishableKey, ...env },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("npm run job", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "docmill-job-" });
  const path = (name: string) => join(folder, name);
  await Deno.writeFile(path("saturday.pdf"), (await card(2)).content);
  await Deno.writeFile(path("sunday.pdf"), (await card(1)).content);
  await Deno.writeTextFile(path("broken.pdf"), "%PDF-1.7\nnothing more");
  await Deno.writeTextFile(path("notes.pdf"), "Not a PDF.");
  const out = path("out");
  try {
    await t.step("writes the results below the file's name and prints the job: exit 0", async () => {
      const { code, out: printed, err } = await job([
        "pdf-to-csv",
        path("saturday.pdf"),
        "--out",
        out,
        "--title",
        "Saturday",
      ]);
      assert.equal(code, 0, err);
      const done = JSON.parse(printed);
      assert.deepEqual([done.status, done.title], ["completed", "Saturday"]);
      assert.match(await Deno.readTextFile(join(out, "saturday", "table.csv")), /,/);
      assert.ok(JSON.parse(await Deno.readTextFile(join(out, "saturday", "result.json"))).tables.length > 0);
      assert.match(err, /saturday: processing/, "progress goes to standard error");
    });
    await t.step(
      "several files are several jobs; one that fails makes it exit 1, and the others have their results",
      async () => {
        const { code, out: printed, err } = await job(
          [
            "pdf-to-csv",
            path("saturday.pdf"),
            path("broken.pdf"),
            path("notes.pdf"),
            path("sunday.pdf"),
            "--out",
            path("all"),
            "--json",
          ],
        );
        assert.equal(code, 1, err);
        const ended = JSON.parse(printed) as { status: string; error?: { type: string } }[];
        assert.deepEqual(ended.map((each) => each.status), ["completed", "failed", "failed", "completed"]);
        const errors = ended.map((each) => each.error?.type ?? "none");
        assert.deepEqual(errors, ["none", "corrupt_pdf", "unsupported_media_type", "none"]);
        assert.equal(printed.trim().split("\n").length, 1, "--json is one line");
        assert.match(await Deno.readTextFile(join(path("all"), "sunday", "table.csv")), /,/);
      },
    );
    await t.step("a wrong command is told how it goes: exit 2", async () => {
      for (
        const args of [[], ["tea", path("saturday.pdf")], ["pdf-to-csv", path("missing.pdf")], [
          "pdf-to-csv",
          path("saturday.pdf"),
          "--options",
          "{",
        ]]
      ) {
        const { code, out: printed, err } = await job(args);
        assert.equal(code, 2, args.join(" "));
        assert.equal(printed, "");
        assert.match(err, /Usage|kind|Cannot read|--options/);
      }
    });
    await t.step("no server: exit 2 and a sentence", async () => {
      const { code, err } = await job(["pdf-to-csv", path("saturday.pdf")], { SUPABASE_URL: "http://127.0.0.1:9" });
      assert.equal(code, 2);
      assert.match(err, /Cannot/);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
