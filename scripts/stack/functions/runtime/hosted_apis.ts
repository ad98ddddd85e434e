/**
 * Takes away what the hosted runtime does not have, so that code which relies on it fails here too. Hosted runs on
 * Deno 2.1 with V8 13.0, which is older than what serves here.
 *
 * @module
 */
import process from "node:process";

/** Of the language and of the web, by the object that has them; found by comparing Deno 2.9 with Deno 2.1.4. */
const NEWER: readonly [object, readonly string[]][] = [
  [globalThis, [
    "DOMMatrix",
    "DOMMatrixReadOnly",
    "DOMPoint",
    "DOMPointReadOnly",
    "DOMQuad",
    "DOMRect",
    "DOMRectReadOnly",
  ]],
  [globalThis, [
    "OffscreenCanvas",
    "ImageBitmapRenderingContext",
    "PerformanceObserver",
    "BroadcastChannel",
    "Temporal",
  ]],
  [globalThis, ["DisposableStack", "AsyncDisposableStack", "SuppressedError", "QuotaExceededError"]],
  [Uint8Array, ["fromBase64", "fromHex"]],
  [Uint8Array.prototype, ["toBase64", "toHex", "setFromBase64", "setFromHex"]],
  [Map.prototype, ["getOrInsert", "getOrInsertComputed"]],
  [WeakMap.prototype, ["getOrInsert", "getOrInsertComputed"]],
  [Math, ["sumPrecise"]],
  [RegExp, ["escape"]],
  [Iterator, ["concat"]],
  [Error, ["isError"]],
  [Atomics, ["pause"]],
  [Blob.prototype, ["textStream"]],
  [Request.prototype, ["textStream"]],
  [Response.prototype, ["textStream"]],
];

/** Hosted gives them to npm packages alone; what was bundled into a function's own code is none any more. */
const FOR_PACKAGES = ["Buffer", "global", "setImmediate", "clearImmediate"];

/** `node:worker_threads` cannot be taken away, since modules import its names; the supervisor ends who uses it. */
export function withoutMissingApis(): void {
  Reflect.deleteProperty(globalThis, "Worker");
  Reflect.deleteProperty(process, "cpuUsage");
  for (const [owner, names] of NEWER) for (const name of names) Reflect.deleteProperty(owner, name);
  const isBundled = Deno.mainModule.endsWith(".js");
  if (isBundled) { for (const name of FOR_PACKAGES) Reflect.deleteProperty(globalThis, name); }
  // Deno's own, for the child processes that a function may not start.
  for (const name of ["PATH", "DENO_NODE_SHIM_ACTIVE"]) Deno.env.delete(name);
}
