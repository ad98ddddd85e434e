import type { Stage } from "../pipeline.ts";

export const STAGES: readonly Stage[] = [
  { name: "reading", share: 0.1, timeoutSeconds: 300 },
  { name: "typing", share: 0.3, timeoutSeconds: 900 },
  { name: "measuring", share: 0.45, timeoutSeconds: 1800 },
  { name: "writing", share: 0.15, timeoutSeconds: 600 },
];
