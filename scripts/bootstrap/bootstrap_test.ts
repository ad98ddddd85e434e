import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { TextLineStream } from "../stack/lines.ts";

const SCRIPTS = join(import.meta.dirname!, "..");
const LOCK = { packages: { "": {}, "node_modules/needed": { version: "1.2.3" } } };

/** A checkout with the bootstrap, an installed Deno, and a script; what is installed besides is the test's to say. */
async function checkout(options: { installed: object; npm?: string; script?: string }) {
  const root = await Deno.makeTempDir({ prefix: "docmill-bootstrap-" });
  const write = async (path: string, content: string, mode = 0o644) => {
    await Deno.mkdir(dirname(join(root, path)), { recursive: true });
    await Deno.writeTextFile(join(root, path), content, { mode });
  };
  for (const file of ["bootstrap.mjs", "bootstrap/folders.mjs", "bootstrap/packages.mjs"]) {
    await write(`scripts/${file}`, await Deno.readTextFile(join(SCRIPTS, file)));
  }
  await write("package-lock.json", JSON.stringify(LOCK));
  await write("node_modules/.package-lock.json", JSON.stringify(options.installed));
  await write("bin/npm", `#!/bin/sh\n${options.npm ?? "echo npm was run >&2; exit 9"}\n`, 0o755);
  await write("script.ts", options.script ?? `console.log(JSON.stringify(Deno.args)); Deno.exit(3);`);
  await Deno.mkdir(join(root, "node_modules", "@deno", "this-platform"), { recursive: true });
  await Deno.symlink(Deno.execPath(), join(root, "node_modules", "@deno", "this-platform", "deno"));
  const command = new Deno.Command("node", {
    args: ["scripts/bootstrap.mjs", "script.ts", "one", "--two=2 3"],
    cwd: root,
    clearEnv: true,
    env: { PATH: `${root}/bin:${Deno.env.get("PATH")}`, HOME: root },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  return {
    root,
    spawn: () => command.spawn(),
    async run() {
      const { code, stdout, stderr } = await command.output();
      const text = new TextDecoder();
      return { code, stdout: text.decode(stdout).trim(), stderr: text.decode(stderr).trim() };
    },
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

Deno.test("a script runs with its arguments and gives its exit code, and npm is left alone when nothing is missing", async () => {
  await using project = await checkout({ installed: LOCK });
  assert.deepEqual(await project.run(), { code: 3, stdout: `["one","--two=2 3"]`, stderr: "" });
});

Deno.test("packages that are missing or of another version are installed first", async () => {
  const npm = `echo "$@" > npm-arguments; cp package-lock.json node_modules/.package-lock.json`;
  for (const installed of [{ packages: {} }, { packages: { "node_modules/needed": { version: "1.2.2" } } }]) {
    await using project = await checkout({ installed, npm });
    const { code, stderr } = await project.run();
    assert.equal(code, 3);
    assert.match(stderr, /^Installing the packages that Docmill needs/);
    assert.match(await Deno.readTextFile(join(project.root, "npm-arguments")), /^ci /);
  }
});

Deno.test("a package that npm did not install is named", async () => {
  await using project = await checkout({ installed: { packages: {} }, npm: "exit 0" });
  const { code, stderr } = await project.run();
  assert.equal(code, 1);
  assert.match(stderr, /npm did not install needed, which Docmill needs on /);
});

Deno.test("a network that is closed is called so", async () => {
  const npm =
    `echo "npm error request to https://registry.invalid/x failed, reason: getaddrinfo ENOTFOUND" >&2; exit 1`;
  await using project = await checkout({ installed: { packages: {} }, npm });
  const { code, stderr } = await project.run();
  assert.equal(code, 1);
  assert.match(stderr, /Cannot install packages: npm cannot reach its registry/);
});

Deno.test("what npm says is shown only when it fails, without its usage text", async () => {
  const npm = `
    echo "npm warn deprecated something" >&2
    echo "npm error lock file out of date" >&2
    echo "npm error Usage:" >&2
    echo "npm error npm ci" >&2
    exit 1`;
  await using project = await checkout({ installed: { packages: {} }, npm });
  const { stderr } = await project.run();
  assert.match(stderr, /npm error lock file out of date$/);
  assert.doesNotMatch(stderr, /deprecated|Usage/);
});

const WAITS = `
  Deno.addSignalListener("SIGTERM", () => { console.log("asked to end"); Deno.exit(7); });
  setInterval(() => {}, 1000);
  console.log("waiting");`;

// Only Linux can tie a process's life to its parent's.
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "linux" ? ["SIGTERM", "SIGKILL"] : ["SIGTERM"];
for (const how of SIGNALS) {
  Deno.test(`${how} to the bootstrap asks the script to end`, async () => {
    await using project = await checkout({ installed: LOCK, script: WAITS });
    const child = project.spawn();
    const lines = child.stdout.pipeThrough(new TextLineStream()).getReader();
    assert.equal((await lines.read()).value, "waiting");
    child.kill(how);
    assert.equal((await lines.read()).value, "asked to end");
    assert.equal((await lines.read()).done, true);
    await child.stderr.cancel();
    const { code } = await child.status;
    if (how === "SIGTERM") assert.equal(code, 7);
  });
}

// Only Linux tells of other processes without another program.
if (Deno.build.os === "linux") {
  Deno.test("SIGKILL to npm asks the script to end, also where npm's shell stays", async () => {
    await using project = await checkout({ installed: LOCK, script: WAITS });
    const npm = new Deno.Command("node", {
      args: [
        "-e",
        `require("node:child_process").spawn("sh", ["-c", "node scripts/bootstrap.mjs script.ts; exit $?"], { stdio: "inherit" })`,
      ],
      cwd: project.root,
      env: { HOME: project.root, npm_lifecycle_event: "worker" },
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const lines = npm.stdout.pipeThrough(new TextLineStream()).getReader();
    assert.equal((await lines.read()).value, "waiting");
    npm.kill("SIGKILL");
    assert.equal((await lines.read()).value, "asked to end");
    assert.equal((await lines.read()).done, true);
    await npm.status;
  });
}
