import assert from "node:assert/strict";
import { portPair } from "./port.ts";

Deno.test("messages arrive in order, as they are; operators arrive in lists of their own", async () => {
  const [ours, theirs] = portPair();
  const heard: unknown[] = [];
  theirs.addEventListener("message", ({ data }) => heard.push(data));
  const glyph = { unicode: "a" }, plain = { inner: glyph }, fnArray = [1], argsArray = [[glyph]];
  ours.postMessage(plain);
  ours.postMessage({ chunk: { fnArray, argsArray } });
  fnArray.length = 0;
  argsArray.length = 0;
  await Promise.resolve();
  assert.equal(heard[0], plain);
  assert.deepEqual(heard[1], { chunk: { fnArray: [1], argsArray: [[glyph]] } });
  assert.equal((heard[1] as { chunk: { argsArray: unknown[][] } }).chunk.argsArray[0]![0], glyph);
});

Deno.test("what is transferred is taken away from its sender", async () => {
  const [ours, theirs] = portPair();
  const heard: { file: ArrayBuffer }[] = [];
  theirs.addEventListener("message", ({ data }) => heard.push(data as { file: ArrayBuffer }));
  const file = new ArrayBuffer(8);
  ours.postMessage({ file }, [file]);
  await Promise.resolve();
  assert.equal(heard[0]!.file.byteLength, 8);
  assert.equal(file.byteLength, 0);
});

Deno.test("of a font its data go over uncopied, and of what else is told its name, marked as needing no loading", async () => {
  const [ours, theirs] = portPair();
  const heard: { data: unknown[] }[] = [];
  theirs.addEventListener("message", ({ data }) => heard.push(data as { data: unknown[] }));
  const buffer = new ArrayBuffer(8), path = new ArrayBuffer(4);
  const font = { buffer, extra: { name: "Bold", widths: { 1: 500 } } };
  ours.postMessage({ action: "commonobj", data: ["f1", "Font", font] }, [buffer]);
  ours.postMessage({ action: "commonobj", data: ["f1_path_a", "FontPath", path] }, [path]);
  await Promise.resolve();
  assert.deepEqual(heard[0]!.data, ["f1", "Font", { buffer, extra: { name: "Bold", attached: true } }]);
  assert.equal((heard[0]!.data[2] as { buffer: ArrayBuffer }).buffer, buffer);
  assert.equal(heard[1]!.data[2], path);
});

Deno.test("nobody hears what is sent after the end, or after a listener was taken away", async () => {
  const [ours, theirs] = portPair();
  const heard: unknown[] = [], gone = new AbortController();
  theirs.addEventListener("message", ({ data }) => heard.push(data), { signal: gone.signal });
  gone.abort();
  ours.postMessage("1");
  theirs.addEventListener("message", ({ data }) => heard.push(data));
  theirs.terminate();
  ours.postMessage("2");
  await Promise.resolve();
  assert.deepEqual(heard, []);
});
