/**
 * Which detector does the work.
 *
 * @module
 */
import { JobError } from "../../../jobs/errors.ts";
import type { FillablePdfOptions } from "../options.ts";
import type { Detector } from "./detector.ts";
import { vectorDetector } from "./vector.ts";

const detectors = new Map<string, Detector>([[vectorDetector.name, vectorDetector]]);

/**
 * Adds a detector. The host does it: a worker that has a model. What runs models is 14 MB of WASM, for which a function
 * has no room beside what reads and draws PDFs, so no function does, and none has it in its bundle.
 */
export function provideDetector(detector: Detector): void {
  detectors.set(detector.name, detector);
}

/** @throws JobError `detector_unavailable` */
export function detectorFor({ detector }: Pick<FillablePdfOptions, "detector">): Detector {
  const found = detectors.get(detector);
  if (found) return found;
  throw new JobError(
    "detector_unavailable",
    `The detector "${detector}" does not run here: it needs a worker that has a model. Choose the detector "vector".`,
  );
}
