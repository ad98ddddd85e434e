/**
 * Which detector does the work.
 *
 * @module
 */
import type { FillablePdfOptions } from "../options.ts";
import type { Detector } from "./detector.ts";
import { vectorDetector } from "./vector.ts";

const DETECTORS: Record<FillablePdfOptions["detector"], Detector> = { vector: vectorDetector };

export function detectorFor(options: Pick<FillablePdfOptions, "detector">): Detector {
  return DETECTORS[options.detector];
}
