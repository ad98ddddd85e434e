/**
 * RC4, in which old PDFs are encrypted. It keeps nothing secret any more; here it is for reading only.
 *
 * @module
 */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + state[i]! + key[i % key.length]!) & 0xff;
    [state[i], state[j]] = [state[j]!, state[i]!];
  }
  const result = new Uint8Array(data.length);
  for (let n = 0, i = 0, j = 0; n < data.length; n++) {
    i = (i + 1) & 0xff;
    const own = state[i]!;
    j = (j + own) & 0xff;
    const other = state[j]!;
    state[i] = other;
    state[j] = own;
    result[n] = data[n]! ^ state[(own + other) & 0xff]!;
  }
  return result;
}
