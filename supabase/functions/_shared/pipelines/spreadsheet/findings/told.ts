import type { Finding } from "../describe/schema.ts";

export interface ToldFinding extends Finding {
  /** The tables that it is told of. */
  readonly of: readonly string[];
}

/** The same sentence about several tables is told once; one about rows is each table's own. */
export function toldOnce(findings: readonly Finding[]): ToldFinding[] {
  const told: ToldFinding[] = [], known = new Map<string, string[]>();
  for (const finding of findings) {
    const before = finding.rows.length === 0 ? known.get(finding.text) : undefined;
    if (before) {
      before.push(finding.sheet);
      continue;
    }
    const of = [finding.sheet];
    told.push({ ...finding, of });
    if (finding.rows.length === 0) known.set(finding.text, of);
  }
  return told;
}
