/**
 * What the supervisor and an isolate tell each other: JSON, one message a line.
 *
 * @module
 */

/** The environment variable that tells an isolate where its supervisor listens, and by what token it is known there. */
export const CONTROL = "DOCMILL_ISOLATE";

/** The header that names a request to the isolate; hosted sends one of this name too. */
export const REQUEST_ID = "sb-request-id";

/** The header by which an isolate says that a request goes on after its answer. */
export const WORKS_ON = "x-docmill-works-on";

/**
 * Work is named by its request, or `module` when it was started outside of any. `began` is told of background work only:
 * of a request the supervisor knows.
 */
export type WorkEvent = { began: string } | { ended: string };

export type IsolateEvent =
  | WorkEvent
  | { hello: string }
  | { listening: number }
  /** Bytes of heap and of what hangs on it outside. */
  | { memory: number };

/** Why an isolate is about to end, as hosted names it in `beforeunload`. */
export type UnloadReason = "cpu" | "memory" | "wall_clock" | "early_drop" | "termination";

export type Command =
  | { do: "start" }
  | { do: "report-memory" }
  | { do: "before-unload"; reason: UnloadReason }
  /** Dispatches `beforeunload` and exits. */
  | { do: "end"; reason: UnloadReason };
