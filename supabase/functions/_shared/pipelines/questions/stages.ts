/**
 * The stages by themselves, so that the client can show them without loading what reads PDFs.
 *
 * @module
 */
import type { Stage } from "../pipeline.ts";

export const STAGES: readonly Stage[] = [
  { name: "ocr", share: 0.5, timeoutSeconds: 120 },
  { name: "segmentation", share: 0.15, timeoutSeconds: 180 },
  { name: "tagging", share: 0.05, timeoutSeconds: 60 },
  { name: "draft", share: 0.3, timeoutSeconds: 600 },
];
