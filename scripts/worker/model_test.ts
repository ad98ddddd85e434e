import assert from "node:assert/strict";
import { detectorFor } from "../../supabase/functions/_shared/pipelines/fillable-pdf/detect/detectors.ts";
import { tinyModel } from "../../supabase/functions/_shared/pipelines/fillable-pdf/onnx/testing.ts";
import { provideModel } from "./model.ts";

Deno.test("a worker with a model file finds fields by it; one that cannot read it says which variable is wrong", async () => {
  const path = await Deno.makeTempFile({ suffix: ".onnx" });
  try {
    await assert.rejects(provideModel(path), /DOCMILL_DETECTOR_MODEL is wrong/);
    await assert.rejects(provideModel(`${path}.missing`), /DOCMILL_DETECTOR_MODEL is wrong/);
    await Deno.writeFile(path, tinyModel(8, 8, [[4, 4, 4, 2, 0.9, 0, 0]]));
    await provideModel(path);
    assert.equal(detectorFor({ detector: "onnx" }).name, "onnx");
  } finally {
    await Deno.remove(path);
  }
});
