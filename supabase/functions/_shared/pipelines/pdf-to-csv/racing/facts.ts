/**
 * What a chart says about the race as a whole, in lines that begin with a label.
 *
 * @module
 */
import type { ChartLine } from "./chart_lines.ts";

const LABELS = [
  "Fractional Times",
  "Split Times",
  "Run-Up",
  "Temporary Rail",
  "Timing Method",
  "Winner",
  "Breeder",
  "Owner",
  "Winning Owner",
  "Winning Breeder",
  "Claiming Prices",
  "Claimed",
  "Dead Heats",
  "Disqualification(s)",
  "Scratched Horse(s)",
  "Total WPS Pool",
  "Pgm Horse",
  "Past Performance",
  "Trainers",
  "Owners",
  "Footnotes",
  "Copyright",
  "Denotes",
  "Video Race Replay",
];

const begins = (text: string, label: string): boolean => text.startsWith(label);

/** The text under a label, over as many lines as it takes; empty when there is none. */
export function section(lines: readonly ChartLine[], label: string): string {
  const start = lines.findIndex(({ text }) => begins(text, label));
  if (start === -1) return "";
  const rest = lines.slice(start + 1);
  const end = rest.findIndex(({ text }) => LABELS.some((other) => begins(text, other)));
  const body = end === -1 ? rest : rest.slice(0, end);
  return [lines[start]!.text.slice(label.length).replace(/^:/, ""), ...body.map(({ text }) => text)].join(" ").trim();
}

/** "4 - Donk, David; 1A - Rice, Linda": by program number. */
export function byProgram(text: string): Map<string, string> {
  const people = new Map<string, string>();
  for (const part of text.split(/;\s*(?=\d{1,2}[A-Z]?\s*-)/i)) {
    const match = /^(\d{1,2}[A-Z]?)\s*-\s*(.+?);?$/i.exec(part.trim());
    if (match) people.set(match[1]!.toUpperCase(), match[2]!.replace(/\s+/g, " ").trim());
  }
  return people;
}

/** "Some Horse (Off-Turf), Another (GB) (Trainer)": names without the reason. */
export function scratchedHorses(text: string): string[] {
  return [...text.matchAll(/([^,()][^,]*?)\s*\([^()]*\)(?=\s*(?:,|$))/g)].map((match) => match[1]!.trim());
}

export interface Move {
  readonly program: string;
  readonly from: number;
  readonly to: number;
}

/** "# 7 Some Horse from 1 to 3": what the stewards changed. */
export function disqualifications(text: string): Move[] {
  return [...text.matchAll(/#\s*(\d{1,2}[A-Za-z]?)\s+.*?\bfrom\s+(\d+)\s+to\s+(\d+)/g)]
    .map((match) => ({ program: match[1]!.toUpperCase(), from: Number(match[2]), to: Number(match[3]) }));
}

export interface Going {
  readonly distance: string;
  readonly surface: string;
}

const DISTANCE =
  /^(?:Distance:\s*)?((?:About\s+)?[\w /-]*?\b(?:Furlongs?|Miles?|Yards?)(?:\s+(?:And\s+)?[\w ]*?Yards?)?)\s+On\s+The\s+(.+?)(?:\s+-\s+|\s+Track Record\b|\s*\||$)/i;

export function goingOf(lines: readonly ChartLine[]): Going | undefined {
  for (const { text } of lines) {
    const match = DISTANCE.exec(text);
    if (match && /^(About|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve|\d|Distance)/i.test(text)) {
      return { distance: match[1]!, surface: match[2]!.trim() };
    }
  }
  return undefined;
}
