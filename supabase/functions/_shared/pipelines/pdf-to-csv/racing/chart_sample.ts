/**
 * Sets a race chart for tests, in the form that American charts have: an invented race with everything that makes
 * charts hard to read.
 *
 * @module
 */
import { Typesetter } from "../gold/typesetter.ts";

const SIZE = 7;
/** Headings and where they begin. */
const COLUMNS: readonly (readonly [string, number])[] = [
  ["Last Raced", 10],
  ["Pgm", 74],
  ["Horse Name (Jockey)", 96],
  ["Wgt", 249],
  ["M/E", 267],
  ["PP", 287],
  ["Start", 305],
  ["1/4", 332],
  ["Str", 403],
  ["Fin", 438],
  ["Odds", 468],
  ["Comments", 494],
];

export interface ChartStarter {
  readonly program: string;
  readonly name: string;
  readonly weight: string;
  readonly post: string;
  readonly finish: string;
  readonly margin: string;
  readonly odds: string;
  readonly comment: string;
}

/** As they crossed the line: the first was disqualified, two share the fourth place, one did not finish. */
export const STARTERS: readonly ChartStarter[] = [
  {
    program: "7",
    name: "DQ-Amber Ledger (Abelard, Jr., Tom)",
    weight: "121",
    post: "6",
    finish: "1",
    margin: "Neck",
    odds: "12.30",
    comment: "came out late, up",
  },
  {
    program: "1A",
    name: "Quiet Kettle (GB) (Norwick, Rosa)",
    weight: "116\u00bb",
    post: "2",
    finish: "2",
    margin: "2 1/2",
    odds: "0.95*",
    comment: "bumped, held on",
  },
  {
    program: "10",
    name: "Velvet Quarry (Jessamy, Paul)",
    weight: "119",
    post: "9",
    finish: "3",
    margin: "1/2",
    odds: "160.40",
    comment: "5w, willingly",
  },
  {
    program: "3",
    name: "Harbor Sonnet (Kilvane, Ada)",
    weight: "121",
    post: "3",
    finish: "4",
    margin: "8",
    odds: "4.20",
    comment: "no rally",
  },
  {
    program: "4",
    name: "Nimble Teapot (Fenwright, Lou)",
    weight: "121",
    post: "4",
    finish: "4",
    margin: "8",
    odds: "6.60",
    comment: "evenly",
  },
  {
    program: "5",
    name: "Rustic Zephyr (Ostrander, Max)",
    weight: "121",
    post: "5",
    finish: "---",
    margin: "",
    odds: "31.00",
    comment: "pulled up",
  },
];

/** Two races: the second is on a page of its own and was cancelled. */
export async function raceChart(): Promise<Uint8Array<ArrayBuffer>> {
  const t = await Typesetter.start();
  const line = (text: string, y: number, x = 10) => t.text(text, x, y, { size: 8 });
  line("WILLOW BEND DOWNS - May 3, 2031 - Race 4", 760);
  line("ALLOWANCE - Thoroughbred", 751);
  line("FOR FOUR YEAR OLDS AND UPWARD. Weight, 121 lbs.", 742);
  line("Six And One Half Furlongs On The Inner turf Track Record: (Paper Compass - 1:14.20 - June 1, 2029)", 733);
  line("Purse: $45,000", 724);
  line("Weather: Clear", 715);
  line("Track: Firm", 715, 71);
  line("Off at: 2:31 Start: Good for all", 706);
  for (const [heading, x] of COLUMNS) t.text(heading, x, 690, { size: 8 });
  STARTERS.forEach((starter, i) => {
    const y = 678 - i * 9.5, at = (x: number, text: string, size = SIZE) => t.text(text, x, y, { size });
    at(10, "12Apr31");
    t.text("4", 36, y + 3.3, { size: 6 });
    at(80, starter.program);
    at(96, starter.name);
    at(249, starter.weight);
    at(267, "L b");
    at(295, starter.post);
    at(305, String(i + 1));
    at(332, String(6 - i));
    t.text("1 1/2", 336, y + 3.3, { size: 6 });
    const width = at(438, starter.finish);
    t.text(starter.margin, 438 + width + 0.5, y + 3.3, { size: 6 });
    at(starter.odds.length > 5 ? 466 : 475, starter.odds);
    at(494, starter.comment);
  });
  line("Fractional Times: 22.40", 600);
  line("Final Time:1:15.88", 600, 231);
  line("Disqualification(s): # 7 Amber Ledger from 1 to 3", 580);
  line("Dead Heats: 4th place - # 3 Harbor Sonnet", 570);
  line("Scratched Horse(s): Brisk Almanac (Trainer), Ivory Drummer (FR) (Veterinarian)", 560);
  line("Total WPS Pool: $98,400", 550);
  for (
    const [heading, x] of [["Pgm Horse", 8], ["Win", 134], ["Place", 162], ["Show", 196], ["Wager Type", 228]] as const
  ) {
    line(heading, 540, x);
  }
  const amounts = [["1A", "Quiet Kettle (GB)", "3.90", "3.10", "2.40"], ["10", "Velvet Quarry", "", "48.20", "19.60"]];
  amounts.forEach(([program, horse, ...paid], i) => {
    const y = 531 - i * 8;
    t.text(program!, 11, y, { size: SIZE });
    t.text(horse!, 30, y, { size: SIZE });
    paid.forEach((amount, j) =>
      amount && t.text(amount, [150, 184, 218][j]! - t.widthOf(amount) * 0.7, y, { size: SIZE })
    );
  });
  line(
    "Trainers: 7 - Pellworth, Kim; 1A - Marchetta, Jo; 10 - Lindqvale, Bo; 3 - Galloway, Al; 4 - Hollenbeck, Vi; 5 -",
    500,
  );
  line("Iversgaard, Ole", 491, 50);
  line("Footnotes", 475);
  line("AMBER LEDGER came out in the stretch and was placed third.", 466);
  t.newPage();
  line("WILLOW BEND DOWNS - May 3, 2031 - Race 5", 760);
  line("CLAIMING - Thoroughbred", 751);
  line("Cancelled - Weather", 742);
  return t.finish();
}
