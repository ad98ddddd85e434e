/**
 * The limits of hosted functions. They hold for an isolate over its whole life, not for a request.
 *
 * @module
 */

export interface Limits {
  /** CPU after which an isolate takes no new requests; it ends when those that it has are done. */
  readonly cpuSoftMs: number;
  /** CPU after which an isolate is killed and its requests are answered 546. */
  readonly cpuHardMs: number;
  /** Heap and external memory, in MiB, after which an isolate is killed and its requests are answered 546. */
  readonly memoryMb: number;
  /** Age at which an isolate is killed; at half of it, it takes no new requests. 150 s on the free plan, 400 s on paid ones. */
  readonly wallMs: number;
  /** How long a request may wait for its response before it is answered 504. */
  readonly idleMs: number;
  /** How long the module's evaluation may take before the boot counts as failed. */
  readonly bootMs: number;
}

export const HOSTED_LIMITS: Limits = {
  cpuSoftMs: 1000,
  cpuHardMs: 2000,
  memoryMb: 256,
  wallMs: 150_000,
  idleMs: 150_000,
  bootMs: 30_000,
};

/** `beforeunload` is dispatched at this share of a limit. */
export const UNLOAD_SHARE = 0.9;
