/**
 * Records of a BIFF8 stream ([MS-XLS] 2.3): a type, a length, and as many bytes.
 *
 * @module
 */
export const RECORD = {
  formula: 0x0006,
  end: 0x000a,
  date1904: 0x0022,
  password: 0x002f,
  goesOn: 0x003c,
  sheet: 0x0085,
  multipleRk: 0x00bd,
  richText: 0x00d6,
  style: 0x00e0,
  merged: 0x00e5,
  strings: 0x00fc,
  sharedText: 0x00fd,
  number: 0x0203,
  text: 0x0204,
  truthOrError: 0x0205,
  formulaText: 0x0207,
  rk: 0x027e,
  format: 0x041e,
  begin: 0x0809,
} as const;

export interface BiffRecord {
  readonly type: number;
  /** Where its head lies in the bytes it was read from. */
  readonly at: number;
  readonly data: DataView;
}

/** The complete records in `bytes`. */
export function* recordsIn(bytes: Uint8Array): Generator<BiffRecord> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > bytes.length) return;
    yield {
      type: view.getUint16(at, true),
      at,
      data: new DataView(bytes.buffer, bytes.byteOffset + at + 4, length),
    };
    at += 4 + length;
  }
}

/** A number in 32 bits: an integer of 30, or the upper 30 bits of a double; both perhaps in hundredths. */
export function rkValue(rk: number): number {
  let value: number;
  if (rk & 2) {
    value = rk >> 2;
  } else {
    const view = new DataView(new ArrayBuffer(8));
    view.setUint32(0, rk & ~3);
    value = view.getFloat64(0);
  }
  return rk & 1 ? value / 100 : value;
}
