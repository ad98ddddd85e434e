/** Whether two values out of JSON say the same; the database does not keep the order of keys. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const of = (value: object, key: string) => (value as Record<string, unknown>)[key];
  return [...keys].every((key) => same(of(one, key), of(other, key)));
}
