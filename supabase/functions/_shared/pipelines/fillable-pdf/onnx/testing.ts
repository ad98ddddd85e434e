/**
 * Writes a tiny model in the format of ONNX, for tests: it sees the boxes that it is made with on a page with something
 * on it, and none on a blank one.
 *
 * @module
 */

/** Protocol Buffers: a field's number and wire type, then its value. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [value % 128 + 128, ...varint(Math.floor(value / 128))];
const int = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const bytes = (
  field: number,
  content: readonly number[],
) => [...varint(field << 3 | 2), ...varint(content.length), ...content];
const text = (field: number, content: string): number[] => bytes(field, [...new TextEncoder().encode(content)]);

const FLOAT = 1, INT = 2;

const tensor = (name: string, dims: readonly number[], values: readonly number[]): number[] => [
  ...dims.flatMap((dim) => int(1, dim)),
  ...int(2, FLOAT),
  ...text(8, name),
  ...bytes(9, [...new Uint8Array(new Float32Array(values).buffer)]),
];

const node = (type: string, inputs: readonly string[], output: string, attributes: readonly number[] = []): number[] =>
  bytes(1, [...inputs.flatMap((input) => text(1, input)), ...text(2, output), ...text(4, type), ...attributes]);

const value = (name: string, dims: readonly number[]): number[] => {
  const shape = dims.flatMap((dim) => bytes(1, int(1, dim)));
  return [...text(1, name), ...bytes(2, bytes(1, [...int(1, FLOAT), ...bytes(2, shape)]))];
};

/** `[middle x, middle y, width, height, score of text, of choice, of signature]`, in pixels of the input. */
export type TinyBox = readonly [number, number, number, number, number, number, number];

/** boxes × ⌈1 − the darkest pixel⌉: 0 on a blank page. */
export function tinyModel(width: number, height: number, boxes: readonly TinyBox[]): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: 7 }, (_, row) => boxes.map((box) => box[row]!)).flat();
  const keepDims = bytes(5, [...text(1, "keepdims"), ...int(3, 0), ...int(20, INT)]);
  const graph = [
    ...node("ReduceMin", ["images"], "darkest", keepDims),
    ...node("Sub", ["one", "darkest"], "darkness"),
    ...node("Ceil", ["darkness"], "ink"),
    ...node("Mul", ["boxes", "ink"], "output0"),
    ...text(2, "tiny"),
    ...bytes(5, tensor("one", [], [1])),
    ...bytes(5, tensor("boxes", [1, 7, boxes.length], rows)),
    ...bytes(11, value("images", [1, 3, height, width])),
    ...bytes(12, value("output0", [1, 7, boxes.length])),
  ];
  return new Uint8Array([...int(1, 8), ...bytes(7, graph), ...bytes(8, int(2, 13))]);
}
