/**
 * The trained model that finds fields on forms, where a worker has one: a file in the format of ONNX.
 *
 * @module
 */
import { provideDetector } from "../../supabase/functions/_shared/pipelines/fillable-pdf/detect/detectors.ts";

/** @throws Error that names the variable when the file cannot be read, or is no model that finds fields */
export async function provideModel(path: string): Promise<void> {
  // What runs models is large: only a worker with a model loads it.
  const [{ openModel }, { onnxDetector }] = await Promise.all([
    import("../../supabase/functions/_shared/pipelines/fillable-pdf/onnx/model.ts"),
    import("../../supabase/functions/_shared/pipelines/fillable-pdf/onnx/detector.ts"),
  ]);
  try {
    provideDetector(onnxDetector(await openModel(await Deno.readFile(path))));
  } catch (cause) {
    throw new Error(`DOCMILL_DETECTOR_MODEL is wrong: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
