/**
 * Net and tax make the total: of the amounts that come into question, those that add up are the right ones.
 *
 * @module
 */
import type { Claim } from "./assign.ts";
import type { FieldSpec } from "./field.ts";

const TRIED = 6;
const ADDS_UP = 0.55;
const CENT = 0.011;

export function reconcileSums(
  taken: ReadonlyMap<string, Claim>,
  claims: ReadonlyMap<FieldSpec, readonly Claim[]>,
): Map<string, Claim> {
  const result = new Map(taken);
  const of = (name: string) => distinct([...claims].find(([field]) => field.name === name)?.[1] ?? []);
  const totals = of("total"), nets = of("total_net"), taxes = of("total_tax");
  let best: readonly (Claim | undefined)[] = [], bestScore = 0;
  for (const total of [undefined, ...totals]) {
    for (const net of [undefined, ...nets]) {
      for (const tax of [undefined, ...taxes]) {
        const all = [total, net, tax].filter((claim) => claim !== undefined);
        let score = all.reduce((sum, claim) => sum + claim.score, 0);
        if (contradictory(total, net, tax)) continue;
        if (total && net && tax && addsUp(total, net, tax)) score += amount(tax) === 0 ? 0.3 * ADDS_UP : ADDS_UP;
        if (score > bestScore) [best, bestScore] = [[total, net, tax], score];
      }
    }
  }
  ["total", "total_net", "total_tax"].forEach((name, i) => {
    const claim = best[i];
    if (claim) result.set(name, sure(best) ? { ...claim, score: Math.max(claim.score, 0.75) + 0.3 } : claim);
    else if (totals.length + nets.length + taxes.length > 0) result.delete(name);
  });
  return result;
}

/** The best claim for each amount. */
function distinct(claims: readonly Claim[]): Claim[] {
  const seen = new Set<unknown>();
  return claims.filter(({ candidate }) => !seen.has(candidate.value) && seen.add(candidate.value)).slice(0, TRIED);
}

const amount = (claim: Claim): number => Number(claim.candidate.value);

function addsUp(total: Claim, net: Claim, tax: Claim): boolean {
  return Math.abs(amount(net) + amount(tax) - amount(total)) < CENT;
}

function contradictory(total: Claim | undefined, net: Claim | undefined, tax: Claim | undefined): boolean {
  if (total && net && tax && !addsUp(total, net, tax)) return true;
  if (total && net && Math.abs(amount(net)) > Math.abs(amount(total)) + CENT) return true;
  if (tax && (total ?? net) && Math.abs(amount(tax)) > 0.6 * Math.abs(amount((total ?? net)!)) + CENT) return true;
  // A tax of nothing is told only where the total says so, too.
  return Boolean(tax && amount(tax) === 0 && total && net && amount(total) !== amount(net));
}

function sure([total, net, tax]: readonly (Claim | undefined)[]): boolean {
  return Boolean(total && net && tax && amount(tax) !== 0);
}
