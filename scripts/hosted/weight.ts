/**
 * What a bundled function weighs against hosted's limit.
 *
 * @module
 */

/** Where Supabase's servers bundle (`--use-api`, the dashboard); where the CLI does it with Docker, it is 20 MB. */
const LIMIT_BYTES = 5_000_000;

/** The sentence for a function, with its largest parts; `fits` when it may be deployed. */
export function weigh(name: string, files: ReadonlyMap<string, Uint8Array>): { fits: boolean; sentence: string } {
  const sizes = [...files].map(([file, bytes]) => ({ file, bytes: bytes.length })).sort((a, b) => b.bytes - a.bytes);
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = sizes.slice(0, 3).map(({ file, bytes }) => `${file} ${megabytes(bytes)}`).join(", ");
  const sentence = `${name} weighs ${megabytes(total)} of ${megabytes(LIMIT_BYTES)}: ${largest}`;
  return { fits: total <= LIMIT_BYTES, sentence };
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
