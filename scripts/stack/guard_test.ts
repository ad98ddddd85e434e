import { strict as assert } from "node:assert";
import { isRunning } from "./processes.ts";

/** Another process that has a guard and two children, says their ids and waits. */
const PARENT = `
  import { startGuard } from ${JSON.stringify(import.meta.resolve("./guard.ts"))};
  const guard = startGuard();
  const folder = Deno.makeTempDirSync();
  const sleep = () => new Deno.Command("sleep", { args: ["60"] }).spawn();
  const [killed, shutDown, released] = [sleep(), sleep(), sleep()];
  await guard.add(killed.pid);
  await guard.add(shutDown.pid, "shutdown");
  await guard.add(released.pid);
  await guard.remove(released.pid);
  await guard.addFolder(folder);
  console.log(JSON.stringify({ killed: killed.pid, shutDown: shutDown.pid, released: released.pid, folder }));
`;

Deno.test("a process that is killed leaves neither its guarded children nor its folder behind", async () => {
  const parent = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", "--ext=ts", PARENT],
    stdout: "piped",
  }).spawn();
  const reader = parent.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { killed, shutDown, released, folder } = JSON.parse((await reader.read()).value!);
  parent.kill("SIGKILL");
  await parent.status;
  await reader.cancel();

  await until(async () => !await isRunning(killed) && !await isRunning(shutDown));
  await until(() => Deno.stat(folder).then(() => false, () => true));
  assert.ok(await isRunning(released), "what was taken off the list is not the guard's to end");
  Deno.kill(released, "SIGKILL");
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!await condition()) {
    assert.ok(performance.now() < end, "the guard takes more than 10 s");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
