/**
 * From a chart's lines to the race.
 *
 * @module
 */
import { type ChartLine, isStarterHeading, raceHead } from "./chart_lines.ts";
import { byProgram, disqualifications, goingOf, scratchedHorses, section } from "./facts.ts";
import { lengthsOf } from "./lengths.ts";
import { payoffsOf } from "./payoffs.ts";
import type { Race, Starter } from "./race.ts";
import { starterLines, type StarterRow, starterRows } from "./starters.ts";

/** `lines` begin with the race's head. */
export function parseRace(lines: readonly ChartLine[]): Race {
  const head = raceHead(lines[0]!.text)!;
  const find = (pattern: RegExp) => {
    for (const { text } of lines) {
      const match = pattern.exec(text);
      if (match) return match[1]!.trim();
    }
    return "";
  };
  const going = goingOf(lines);
  return {
    ...placeOf(lines),
    track_name: head.track,
    date: head.date,
    race: head.race,
    race_type: (lines[1]?.text ?? "").replace(/\s+-\s+(Thoroughbred|Quarter Horse|Arabian|Mixed)\b.*$/, ""),
    distance_text: going?.distance ?? "",
    surface: going?.surface ?? "",
    track_condition: find(/\bTrack: (.+?)(?:\s+Track Attendance.*)?$/),
    weather: find(/\bWeather: (.+?)(?:,|\s+Track:|$)/),
    purse: find(/^Purse: \$([\d,]+)/).replaceAll(",", ""),
    off_time: find(/\bOff at: ([\d:]+)/),
    winning_time: find(/\bFinal Time:\s*([\d:.]+)/),
    cancelled: lines.slice(1, 6).some(({ text }) => /^(Race )?Cancelled\b/i.test(text)),
    scratched: scratchedHorses(section(lines, "Scratched Horse(s)")),
    footnotes: section(lines, "Footnotes"),
    starters: startersOf(lines),
  };
}

/** Where the table of starters stands; where the race begins when it has none. */
function placeOf(lines: readonly ChartLine[]): Pick<Race, "page" | "bbox"> {
  const from = Math.max(0, lines.findIndex(({ text }) => isStarterHeading(text)));
  const table = starterLines(lines.slice(from)).filter(({ page }) => page === lines[from]!.page);
  const boxes = table.length > 0 ? table : [lines[from]!];
  const edge = (index: 0 | 1 | 2 | 3, pick: (...values: number[]) => number) =>
    pick(...boxes.map(({ bbox }) => bbox[index]));
  return {
    page: lines[from]!.page,
    bbox: [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)],
  };
}

function startersOf(lines: readonly ChartLine[]): Starter[] {
  const rows = starterRows(lines);
  const payoffs = payoffsOf(lines), trainers = byProgram(section(lines, "Trainers"));
  const moves = disqualifications(section(lines, "Disqualification(s)"));
  const official = officialPositions(rows, moves);
  const behind = lengthsBehind(rows);
  return rows.map((row, i): Starter => {
    const paid = payoffs.get(row.program);
    const finished = /^\d+$/.test(row.finish);
    return {
      program_number: row.program,
      horse: row.horse,
      jockey: row.jockey,
      weight: row.weight,
      medication_equipment: row.equipment,
      post_position: row.post,
      finish_position: official[i]!,
      finish_crossed: finished ? row.finish : "",
      margin: row.margin,
      lengths_behind: behind[i]!,
      dnf: !finished,
      disqualified: row.disqualified || moves.some((move) => move.program === row.program.toUpperCase()),
      dead_heat: finished && rows.filter((other) => other.finish === row.finish).length > 1,
      odds: row.odds,
      favorite: row.favorite,
      comments: row.comments,
      trainer: trainers.get(row.program.toUpperCase()) ?? "",
      win_payoff: paid?.win ?? "",
      place_payoff: paid?.place ?? "",
      show_payoff: paid?.show ?? "",
    };
  });
}

/** The stewards' changes one after the other: who is put back lets the ones between move up. */
function officialPositions(rows: readonly StarterRow[], moves: ReturnType<typeof disqualifications>): string[] {
  const positions = rows.map((row) => /^\d+$/.test(row.finish) ? Number(row.finish) : undefined);
  for (const { program, to } of moves) {
    const index = rows.findIndex((row) => row.program.toUpperCase() === program);
    const from = positions[index];
    if (from === undefined) continue;
    positions.forEach((position, i) => {
      if (position !== undefined && i !== index && position > from && position <= to) positions[i] = position - 1;
    });
    positions[index] = to;
  }
  return positions.map((position) => position === undefined ? "" : String(position));
}

/** Margins are printed as the lead over the next horse; their sum is the distance to the winner. */
function lengthsBehind(rows: readonly StarterRow[]): string[] {
  let sum: number | undefined = 0;
  return rows.map((row, i) => {
    if (!/^\d+$/.test(row.finish)) return "";
    const before = rows[i - 1];
    if (before && before.finish !== row.finish && sum !== undefined) {
      const margin = lengthsOf(before.margin);
      sum = margin === undefined ? undefined : sum + margin;
    }
    return sum === undefined ? "" : String(Math.round(sum * 100) / 100);
  });
}
