/**
 * The stages by themselves, so that the client can show them without loading what reads PDFs.
 *
 * @module
 */
import type { Stage } from "../pipeline.ts";

export const STAGES: readonly Stage[] = [
  { name: "validating", share: 0.1, timeoutSeconds: 120 },
  // 2,000 scanned pages take hours, and so do 900 copies of a long form on a busy machine.
  { name: "rendering", share: 0.2, timeoutSeconds: 6 * 3600 },
  { name: "detecting", share: 0.3, timeoutSeconds: 3600 },
  { name: "writing", share: 0.3, timeoutSeconds: 4 * 3600 },
  { name: "ready", share: 0.1, timeoutSeconds: 60 },
];
