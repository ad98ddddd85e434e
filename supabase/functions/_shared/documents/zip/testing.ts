/**
 * Archives for tests, packed by the platform's own compression.
 *
 * @module
 */
export interface TestEntry {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer> | string;
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

export async function zipOf(entries: readonly TestEntry[]): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [], directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const packed = await deflated(bytes);
    const encoded = new TextEncoder().encode(name);
    const fields = (start: number[], rest: number[]) => {
      const record = new Uint8Array((start.length + 12 + rest.length) * 2);
      const view = new DataView(record.buffer);
      const values = [
        ...start,
        20,
        0,
        8,
        0,
        0,
        0,
        0,
        packed.length & 0xffff,
        packed.length >>> 16,
        bytes.length & 0xffff,
      ];
      [...values, bytes.length >>> 16, encoded.length, ...rest].forEach((value, i) =>
        view.setUint16(i * 2, value, true)
      );
      return record;
    };
    const local = fields([0x4b50, 0x0403], [0]);
    directory.push(
      fields([0x4b50, 0x0201, 20], [0, 0, 0, 0, 0, 0, offset & 0xffff, offset >>> 16]).subarray(0, 46),
      encoded,
    );
    pieces.push(local.subarray(0, 30), encoded, packed);
    offset += 30 + encoded.length + packed.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return new Uint8Array(await new Blob([...pieces, ...directory, end] as BlobPart[]).arrayBuffer());
}
