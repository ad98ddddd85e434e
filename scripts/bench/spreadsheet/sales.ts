/**
 * A large table with a bit of everything: codes, dates, words, amounts, gaps, rows that come again.
 *
 * @module
 */
import { type Random, seeded } from "../../samples/random.ts";

const WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma".split(
  " ",
);
const BLOCK = 10_000;

/** Writes `rows` rows, the same for the same number, about 100 bytes each. */
export async function writeSales(path: string, rows: number): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const writer = file.writable.getWriter(), encoder = new TextEncoder();
  await writer.write(encoder.encode("id,day,customer,city,product,quantity,price,discount,comment,paid\n"));
  const random = seeded(1);
  for (let row = 1; row <= rows; row += BLOCK) {
    const lines = Array.from({ length: Math.min(BLOCK, rows - row + 1) }, (_, i) => line(row + i, random));
    await writer.write(encoder.encode(lines.join("")));
  }
  await writer.close();
}

function line(row: number, random: Random): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const price = Math.exp(random.int(0, 800) / 100).toFixed(2);
  return [
    // One row in a thousand has the number of the one before.
    row % 1000 === 0 ? row - 1 : row,
    `${2015 + row % 10}-${two(1 + row % 12)}-${two(1 + row % 28)}`,
    `C${String(random.int(0, 199_999)).padStart(6, "0")}`,
    `City ${random.int(1, 500)}`,
    `Product-${String(random.int(1, 3000)).padStart(4, "0")}`,
    random.int(1, 99),
    price,
    random.int(0, 9) === 0 ? "" : (random.int(0, 999) / 1000).toFixed(3),
    Array.from({ length: 6 }, () => random.pick(WORDS)).join(" "),
    random.int(0, 1) === 0 ? "yes" : "no",
  ].join(",") + "\n";
}
