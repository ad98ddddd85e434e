const UNITS: Record<string, number> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/**
 * Reads a size such as `50MiB`, `50MB`, `1.5g` or `1024` into bytes. As in the Supabase CLI every unit is a power of
 * 1024. Gives `undefined` for what is not a size.
 */
export function parseByteSize(text: string | number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(String(text).trim());
  if (match === null) return undefined;
  return Math.floor(Number(match[1]) * (UNITS[match[2]!.toLowerCase()] ?? 1));
}
