/**
 * A trained model in a file: pictures in, boxes out. Made for models like FFDNet (Barrow, _CommonForms_, 2025): a YOLO
 * network with the classes text, choice and signature, exported to ONNX.
 *
 * Input: one picture, `[1, 3, height, width]`, 0 to 1, fitted into the middle of gray. Output, either of
 * - `[1, 4 + classes, boxes]`: middle, width, height and a score for each class;
 * - `[1, boxes, 6]`: left, top, right, bottom, score, class, without overlaps.
 *
 * @module
 */
import { createRequire } from "node:module";
import type { InferenceSession } from "onnxruntime-web/wasm";
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Gray } from "../../../documents/render/raster.ts";

const CLASSES = ["text", "choice", "signature"] as const;

/** In pixels of the picture. */
export interface Seen extends Box {
  readonly kind: typeof CLASSES[number];
  readonly score: number;
}

export interface Model {
  /** The sides of the pictures that it takes. */
  readonly width: number;
  readonly height: number;
  look(picture: Gray): Promise<Seen[]>;
  close(): Promise<void>;
}

/** What models of this kind are trained with, where the file does not say. */
const USUAL_SIDE = 1216;
/** Around a picture that does not fill the input, as in training. */
const MARGIN_GRAY = 114 / 255;
const MIN_SCORE = 0.1;

/** @throws Error when it is no model, or none of this kind */
export async function openModel(file: Uint8Array): Promise<Model> {
  const ort = await import("onnxruntime-web/wasm");
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  // Read here: the library would fetch it.
  ort.env.wasm.wasmBinary ??= await runtime();
  const session = await ort.InferenceSession.create(file, { executionProviders: ["wasm"] });
  const { input, output, height, width } = shapeOf(session);
  return {
    width,
    height,
    look: async (picture) => {
      const fitted = fit(picture, width, height);
      const feeds = { [input]: new ort.Tensor("float32", fitted.data, [1, 3, height, width]) };
      const { [output]: result } = await session.run(feeds);
      const seen = boxesIn(result!.data as Float32Array, result!.dims);
      return seen.map((box) => ({
        ...box,
        x0: (box.x0 - fitted.left) / fitted.scale,
        y0: (box.y0 - fitted.top) / fitted.scale,
        x1: (box.x1 - fitted.left) / fitted.scale,
        y1: (box.y1 - fitted.top) / fitted.scale,
      }));
    },
    close: () => session.release(),
  };
}

async function runtime(): Promise<ArrayBuffer> {
  const require = createRequire(import.meta.url);
  const bytes = await Deno.readFile(require.resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm"));
  return bytes.buffer;
}

function shapeOf(session: InferenceSession) {
  const [input] = session.inputMetadata, [output] = session.outputNames;
  if (!input?.isTensor || input.type !== "float32" || input.shape.length !== 4 || output === undefined) {
    throw new Error("The model does not take one picture of three colours, so it is none that finds fields.");
  }
  const side = (of: number | string | undefined) => typeof of === "number" && of > 0 ? of : USUAL_SIDE;
  return { input: input.name, output, height: side(input.shape[2]), width: side(input.shape[3]) };
}

/** Nearest pixels: the picture is drawn in about the size that is wanted. */
function fit({ width: w, height: h, data }: Gray, width: number, height: number) {
  const scale = Math.min(width / w, height / h);
  const left = Math.floor((width - w * scale) / 2), top = Math.floor((height - h * scale) / 2);
  const plane = new Float32Array(width * height).fill(MARGIN_GRAY);
  const bottom = Math.min(height, top + Math.round(h * scale)), right = Math.min(width, left + Math.round(w * scale));
  for (let y = top; y < bottom; y++) {
    const row = Math.min(h - 1, Math.floor((y - top + 0.5) / scale)) * w;
    for (let x = left; x < right; x++) {
      plane[y * width + x] = data[row + Math.min(w - 1, Math.floor((x - left + 0.5) / scale))]! / 255;
    }
  }
  const all = new Float32Array(3 * plane.length);
  for (let colour = 0; colour < 3; colour++) all.set(plane, colour * plane.length);
  return { data: all, scale, left, top };
}

function boxesIn(data: Float32Array, dims: readonly number[]): Seen[] {
  const [, rows = 0, columns = 0] = dims;
  if (dims.length !== 3 || columns !== 6 && rows < 4 + CLASSES.length) {
    throw new Error(`The model gives [${dims.join(", ")}]: that are no boxes of text, choices and signatures.`);
  }
  const found: Seen[] = [];
  const keep = (x0: number, y0: number, x1: number, y1: number, score: number, kind: number) => {
    if (score >= MIN_SCORE && x1 > x0 && y1 > y0 && CLASSES[kind]) {
      found.push({ x0, y0, x1, y1, score, kind: CLASSES[kind] });
    }
  };
  if (columns === 6) {
    for (let i = 0; i < rows; i++) {
      const [x0, y0, x1, y1, score, kind] = data.subarray(6 * i, 6 * i + 6) as unknown as number[];
      keep(x0!, y0!, x1!, y1!, score!, Math.round(kind!));
    }
    return found;
  }
  for (let i = 0; i < columns; i++) {
    const at = (row: number) => data[row * columns + i]!;
    let kind = 0;
    for (let each = 1; each < CLASSES.length; each++) if (at(4 + each) > at(4 + kind)) kind = each;
    const [x, y, w, h] = [at(0), at(1), at(2) / 2, at(3) / 2];
    keep(x - w, y - h, x + w, y + h, at(4 + kind), kind);
  }
  return found;
}
