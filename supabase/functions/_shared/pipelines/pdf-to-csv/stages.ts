/**
 * The stages by themselves, so that the client can show them without loading what reads PDFs.
 *
 * @module
 */
import type { Stage } from "../pipeline.ts";

export const STAGES: readonly Stage[] = [
  { name: "validating", share: 0.05, timeoutSeconds: 120 },
  { name: "extracting", share: 0.85, timeoutSeconds: 4 * 3600 },
  { name: "writing", share: 0.1, timeoutSeconds: 600 },
];
