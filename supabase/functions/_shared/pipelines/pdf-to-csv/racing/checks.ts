/**
 * What does not add up in a race: found by its own arithmetic, told to the user, changed nowhere.
 *
 * @module
 */
import type { Race, Starter } from "./race.ts";

export function warningsOf(race: Race): string[] {
  const warnings: string[] = [];
  const warn = (text: string) => warnings.push(`Race ${race.race} of ${race.date}: ${text}`);
  if (race.cancelled) return warnings;
  if (race.starters.length === 0) {
    warn("no starters could be read.");
    return warnings;
  }
  for (const starter of race.starters) {
    const missing = (["horse", "jockey", "weight", "odds"] as const).filter((name) => starter[name] === "");
    if (missing.length > 0) warn(`#${starter.program_number} ${starter.horse} has no ${missing.join(", ")}.`);
  }
  checkPositions(race.starters, warn);
  checkWinner(race.starters, warn);
  return warnings;
}

/** Positions count 1, 2, 3 …; horses in a dead heat share one, and the next ones are skipped. */
function checkPositions(starters: readonly Starter[], warn: (text: string) => void): void {
  const positions = starters.filter((starter) => !starter.dnf).map((starter) => Number(starter.finish_position))
    .sort((a, b) => a - b);
  const wrong = positions.findIndex((position, i) => position !== i + 1 && position !== positions[i - 1]);
  if (wrong !== -1) warn(`the finishing positions are ${positions.join(", ")}.`);
}

/** A two-dollar win ticket pays twice the odds plus the stake, rounded down to a dime and never below $2.10. */
function checkWinner(starters: readonly Starter[], warn: (text: string) => void): void {
  const winners = starters.filter((starter) => starter.win_payoff !== "" && starter.odds !== "");
  if (winners.length !== 1) return;
  const [winner] = winners as [Starter];
  const expected = 2 * Number(winner.odds) + 2;
  if (Math.abs(expected - Number(winner.win_payoff)) > 0.2) {
    warn(
      `#${winner.program_number} ${winner.horse} paid $${winner.win_payoff} to win, but odds of ${winner.odds} make it $${
        expected.toFixed(2)
      }.`,
    );
  }
}
