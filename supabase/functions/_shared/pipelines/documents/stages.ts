/**
 * The stages by themselves, so that the client can show them without loading what reads documents.
 *
 * Progress goes strictly by file, so all that is done to a file is one stage; its message says what is being done.
 *
 * @module
 */
import type { Stage } from "../pipeline.ts";

export const STAGES: readonly Stage[] = [
  { name: "reading", share: 0.97, timeoutSeconds: 6 * 3600 },
  { name: "writing", share: 0.03, timeoutSeconds: 600 },
];
