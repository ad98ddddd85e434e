/**
 * The files that text recognition needs, out of packages that are no part of a bundle.
 *
 * @module
 */
import type { PackageFile } from "../../platform/package_files.ts";
import type { OcrLanguage } from "./languages.ts";

const TESSERACT = { package: "tesseract.js-core", version: "7.0.0" };

export const CORE: PackageFile = {
  ...TESSERACT,
  path: "tesseract-core-simd-lstm.wasm",
  sha256: "34e8d50cac216427d86bf397d610fdd9f49492539bbcdfbfccc4eda20c810bea",
};

export const CORE_SCRIPT: PackageFile = {
  ...TESSERACT,
  path: "tesseract-core-simd-lstm.js",
  sha256: "e48e2f02ddae3716c8dd24bf41cd290d4efa96892d689cdc4013c2545d63f469",
};

/** The integer form of the most accurate models. */
const language = (name: OcrLanguage, sha256: string): PackageFile => ({
  package: `@tesseract.js-data/${name}`,
  version: "1.0.0",
  path: `4.0.0_best_int/${name}.traineddata.gz`,
  sha256,
});

export const LANGUAGE_DATA: Record<OcrLanguage, PackageFile> = {
  eng: language("eng", "45b4cb346724ac1774f1c36f42f182b887bcdb28ebe63e6fff90ac41f3fcff91"),
  deu: language("deu", "306c4280d0cbed46fbff727486bd43b92730181bae80f56941a091f363bdf28b"),
  fra: language("fra", "d611139672b3752c7097e671e4a1d9209dfd37f2aeb081ef6487fba3351e9255"),
  spa: language("spa", "40be52f97b5d4eb7460073dc1f94cd546b27150333c0bf854ed7e7132db6bceb"),
};
