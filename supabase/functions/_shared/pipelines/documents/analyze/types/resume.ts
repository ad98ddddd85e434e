/**
 * Reads a résumé: whose it is and how to reach them, and what stands below its headings.
 *
 * @module
 */
import { lineOf } from "../blocks.ts";
import { type Fields, linesValue, lineValue, wordsValue } from "../fields.ts";
import type { Reading } from "../reading.ts";
import type { Row } from "../../text/rows.ts";

const HEADINGS: readonly (readonly [string, RegExp])[] = [
  [
    "experience",
    /^(?:(?:work|professional) )?experience$|^employment(?: history)?$|^work history$|^career(?: history)?$|^berufserfahrung|^beruflicher werdegang|^experiences?(?: professionnelles?)?$|^experiencia|^esperienz|^werkervaring/,
  ],
  [
    "education",
    /^education(?: and training)?$|^academic background$|^ausbildung|^bildung|^studium|^formations?$|^etudes$|^educacion|^formacion|^istruzione|^formazione|^opleiding/,
  ],
  [
    "skills",
    /^(?:technical |key |it |computer )?skills$|^competenc|^kenntnisse|^fahigkeiten|^competences?$|^habilidades|^competenze|^vaardigheden|^tools$|^programming$/,
  ],
  ["languages", /^languages?$|^sprachen|^sprachkenntnisse|^langues|^idiomas|^lingue|^talen$/],
];
const ANY_HEADING =
  /^(?:profile?|summary|objective|about me|interests|hobbies|references?|publications|awards|honou?rs|certificat\w+|projects|activities|contact|volunteer\w*|personal (?:data|details|profile)|interessen|loisirs|centres d'interet|intereses)$/;
const SECTION_LINES = 8;

export function readResume(reading: Reading): Fields {
  const of = (kind: string) => reading.candidates.find((each) => each.kind === kind);
  const fields: Fields = { ...nameOf(reading) };
  for (
    const [name, kind, confidence] of [["email", "email", 0.97], ["phone", "phone", 0.8], [
      "website",
      "url",
      0.85,
    ]] as const
  ) {
    const found = of(kind);
    if (found) fields[name] = wordsValue(reading, found.row, found.from, found.to, confidence, found.value);
  }
  return { ...fields, ...born(reading), ...sections(reading) };
}

/** The largest line near the top that is a name and no heading. */
function nameOf(reading: Reading): Fields {
  const rows = reading.rows.filter((row) => row.page === reading.rows[0]?.page).slice(0, 30);
  const named = rows.flatMap((row) =>
    row.cells.map((cell) => ({
      line: lineOf(row, cell),
      size: Math.max(...row.words.slice(cell.from, cell.to).map((word) => word.size)),
    }))
  )
    .filter(({ line }) => {
      const words = line.text.split(" ").filter((word) =>
        !/^(?:resume|cv|curriculum|vitae|lebenslauf|dr\.?|prof\.?)$/i.test(word)
      );
      return words.length >= 2 && words.length <= 5 && words.every((word) => /^[\p{Lu}][\p{L}'’.-]*$/u.test(word)) &&
        !isHeading(line.folded);
    });
  const best = named.sort((a, b) => b.size - a.size)[0];
  return best ? { name: lineValue(reading, best.line, 0.75) } : {};
}

function isHeading(folded: string): boolean {
  return ANY_HEADING.test(folded) || HEADINGS.some(([, pattern]) => pattern.test(folded));
}

function born(reading: Reading): Fields {
  const row = reading.rows.find((each) =>
    /\b(?:date of birth|born|geburtsdatum|geboren|date de naissance|fecha de nacimiento|data di nascita|geboortedatum)\b/
      .test(each.folded)
  );
  const date = row && reading.candidates.find((each) => each.row === row && each.kind === "date");
  return date ? { date_of_birth: wordsValue(reading, date.row, date.from, date.to, 0.9, date.value) } : {};
}

/** What stands below a heading, up to the next one. */
function sections(reading: Reading): Fields {
  const found: Fields = {};
  const { rows } = reading;
  const starts = rows.flatMap((row) => row.cells.slice(0, 2).map((cell) => lineOf(row, cell))).filter((line) =>
    isHeading(line.folded.replace(/[:*\s]+$/, ""))
  );
  for (const [name, pattern] of HEADINGS) {
    const start = starts.find((line) => pattern.test(line.folded.replace(/[:*\s]+$/, "")));
    if (!start || found[name]) continue;
    const next = starts.find((line) => line.row.index > start.row.index && Math.abs(line.x0 - start.x0) < 40);
    const lines = below(rows, start.row.index, next?.row.index, start.x0);
    if (lines.length > 0) found[name] = linesValue(reading, lines, "\n", 0.6);
  }
  return found;
}

function below(rows: readonly Row[], from: number, to: number | undefined, x0: number) {
  const page = rows[from]!.page;
  return rows.slice(from + 1, Math.min(to ?? rows.length, from + 1 + 2 * SECTION_LINES)).filter((row) =>
    row.page === page
  )
    .flatMap((row) => {
      const cells = row.cells.filter((cell) => cell.x0 > x0 - 12);
      return cells.length > 0 ? [lineOf(row, { ...cells[0]!, to: cells.at(-1)!.to, x1: cells.at(-1)!.x1 })] : [];
    }).slice(0, SECTION_LINES);
}
