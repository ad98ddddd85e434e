/**
 * Invented race results: what the race card shows, and what a test can compare with.
 *
 * @module
 */
import {
  COMMENTS,
  DISTANCES,
  HORSE_FIRST,
  HORSE_SECOND,
  JOCKEY_FIRST,
  JOCKEY_LAST,
  MARGINS,
  RACE_TYPES,
  SURFACES,
  TRACKS,
} from "./names.ts";
import { type Random, seeded } from "./random.ts";

export interface Race {
  readonly number: number;
  readonly track: string;
  readonly date: string;
  readonly title: string;
  readonly conditions: string;
  /** One row per starter, in order of finish, under {@link HEADINGS}. */
  readonly rows: readonly (readonly string[])[];
  readonly payoffs: string;
}

export const HEADINGS = ["No.", "Horse", "Jockey", "Wgt", "PP", "Fin", "Margin", "Odds", "Comment"] as const;

const RACES_A_DAY = 10;
const FIRST_DAY = Date.UTC(2031, 4, 3);

export function inventRaces(count: number, seed: number): Race[] {
  const random = seeded(seed);
  const track = random.pick(TRACKS);
  return Array.from({ length: count }, (_, i) => inventRace(i, track, random));
}

function inventRace(index: number, track: string, random: Random): Race {
  const day = new Date(FIRST_DAY + Math.floor(index / RACES_A_DAY) * 86_400_000);
  const date = day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const number = index % RACES_A_DAY + 1;
  const starters = random.int(6, 12);
  const first = random.shuffle(HORSE_FIRST), second = random.shuffle(HORSE_SECOND);
  const last = random.shuffle(JOCKEY_LAST), posts = random.shuffle(Array.from({ length: starters }, (_, i) => i + 1));
  const rows = posts.map((post, i) => [
    String(post),
    `${first[i]} ${second[i]}`,
    `${random.pick(JOCKEY_FIRST)} ${last[i]}`,
    String(random.int(112, 126)),
    String(post),
    String(i + 1),
    i === 0 ? "-" : random.pick(MARGINS),
    (random.int(4, 60) / 2 + 0.1 * random.int(0, 9)).toFixed(2),
    random.pick(COMMENTS),
  ]);
  const purse = random.int(12, 240) * 1000;
  return {
    number,
    track,
    date,
    title: `Race ${number}: ${random.pick(RACE_TYPES)}`,
    conditions: `${random.pick(DISTANCES)}. ${random.pick(SURFACES)}. Purse $${purse.toLocaleString("en-US")}.`,
    rows,
    payoffs: `Win #${rows[0]![0]} $${(random.int(21, 400) / 10).toFixed(2)}. Exacta ${rows[0]![0]}-${rows[1]![0]} $${
      (random.int(60, 3000) / 10).toFixed(2)
    }.`,
  };
}
