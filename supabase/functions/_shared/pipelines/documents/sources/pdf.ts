/**
 * Pages of a PDF. It stays open between the steps of an invocation: opening it anew costs 10 to 450 ms of CPU.
 *
 * @module
 */
import { type OpenPdf, openPdf } from "../../../documents/pdf/open.ts";
import type { PageContent } from "../../../documents/pdf/page.ts";
import type { InputFile } from "../../pipeline.ts";
import type { TextPage } from "../text/page.ts";

interface Entry {
  readonly id: string;
  readonly pdf: Promise<OpenPdf>;
  users: number;
}

/** An isolate may work for several jobs: what one of them reads is not closed by another. */
let entries: Entry[] = [];

/** Opens `file`, or takes it from the steps before, for the time that `work` takes. */
export async function withPdf<T>(
  file: InputFile,
  work: (pdf: OpenPdf) => Promise<T>,
  data?: Uint8Array<ArrayBuffer>,
): Promise<T> {
  let entry = entries.find(({ id }) => id === file.id);
  if (!entry) {
    await closeIdle();
    entry = { id: file.id, pdf: openPdf(file, data), users: 0 };
    entries.push(entry);
  }
  entry.users++;
  try {
    return await work(await entry.pdf);
  } catch (error) {
    // What failed is opened anew by the next step.
    entries = entries.filter((each) => each !== entry);
    throw error;
  } finally {
    entry.users--;
    if (entry.users === 0 && !entries.includes(entry)) await close(entry);
  }
}

async function close({ pdf }: Entry): Promise<void> {
  await pdf.then((open) => open.close()).catch(() => {});
}

/** Closes what no step uses: two large documents do not fit into an isolate's memory. */
export async function closeIdle(): Promise<void> {
  const idle = entries.filter(({ users }) => users === 0);
  entries = entries.filter(({ users }) => users > 0);
  for (const entry of idle) await close(entry);
}

export function textPageOf(page: PageContent): TextPage {
  return {
    number: page.number,
    view: page.view,
    turns: page.turns,
    source: "text",
    words: page.words.filter((word) => word.upright).map(({ text, x0, y0, x1, y1, size, bold }) => ({
      text: text.slice(0, LONGEST_WORD),
      x0: round(x0),
      y0: round(y0),
      x1: round(x1),
      y1: round(y1),
      size: round(size),
      bold,
    })),
    widgets: page.hasFields ? 1 : 0,
    rules: page.vectors.horizontal.length + page.vectors.vertical.length,
    ...(page.truncated && { truncated: true }),
  };
}

/** Nothing longer is a word. */
const LONGEST_WORD = 100;

const round = (value: number): number => Math.round(value * 10) / 10;
