/**
 * The programs that are measured, each as one process that reads all documents that it is given.
 *
 * Only pdfplumber does the same work: pdfminer lays out text, pdftotext prints words and their places. pdfplumber is in no
 * package of Debian: PDFPLUMBER_PATH names a folder that holds the packages `pdfplumber` and `pdfminer`, as their sources
 * have them.
 *
 * @module
 */
import { type Environment, succeeds } from "../process_cost.ts";

export const PDFPLUMBER = "pdfplumber, lines";
export const OWN = "pdf-to-csv";

export interface Program {
  readonly does: string;
  readonly command: readonly string[];
  readonly env?: Environment;
}

interface Known extends Program {
  /** Ends well when the program is installed, and may print its version. */
  readonly probe: readonly string[];
  /** What to do when it is not. */
  readonly remedy?: string;
}

const PYTHON = "/usr/bin/python3";
const plumbPath = Deno.env.get("PDFPLUMBER_PATH");

/** pypdfium2 only draws, and drawing is not measured. */
const IMPORT_PDFPLUMBER = `import sys, types
try: import pypdfium2
except ImportError: sys.modules["pypdfium2"] = types.SimpleNamespace(PdfDocument=None)
import pdfplumber
`;

const EXTRACT = `${IMPORT_PDFPLUMBER}
for name in sys.argv[1:]:
    with pdfplumber.open(name) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
`;

const LAY_OUT = `import sys
from pdfminer.high_level import extract_pages
for name in sys.argv[1:]:
    for page in extract_pages(name): pass
`;

const PROGRAMS: Record<string, Known> = {
  [OWN]: {
    does: "tables to CSV",
    command: [Deno.execPath(), "run", "--quiet", "--allow-all", new URL("./convert.ts", import.meta.url).pathname],
    probe: [Deno.execPath(), "--version"],
  },
  [PDFPLUMBER]: {
    does: "tables",
    command: [PYTHON, "-c", EXTRACT],
    probe: [PYTHON, "-c", `${IMPORT_PDFPLUMBER}\nprint(pdfplumber.__version__)`],
    ...(plumbPath && { env: { PYTHONPATH: plumbPath } }),
    remedy: "set PDFPLUMBER_PATH to a folder that holds the packages pdfplumber and pdfminer",
  },
  "pdfminer.six": {
    does: "text layout, no tables",
    command: [PYTHON, "-c", LAY_OUT],
    probe: [PYTHON, "-c", "import pdfminer; print(pdfminer.__version__)"],
  },
  pdftotext: {
    does: "words, no tables",
    command: ["sh", "-c", 'for name; do pdftotext -tsv "$name" - >/dev/null; done', "pdftotext"],
    probe: ["sh", "-c", "command -v pdftotext && pdftotext -v 2>&1"],
  },
};

export interface Found {
  readonly present: ReadonlyMap<string, Program>;
  /** A sentence for each. */
  readonly notes: readonly string[];
}

/** Which of the programs are there. */
export async function findPrograms(): Promise<Found> {
  const present = new Map<string, Program>();
  const notes: string[] = [];
  for (const [name, program] of Object.entries(PROGRAMS)) {
    const { probe, remedy, env } = program;
    if (await succeeds(probe, env)) {
      present.set(name, program);
      if (name !== OWN) notes.push(`${name}: ${await versionOf(program)}.`);
    } else notes.push(`${name} is not here and was not measured${remedy ? `: ${remedy}` : ""}.`);
  }
  return { present, notes };
}

async function versionOf({ probe: [program, ...args], env }: Known): Promise<string> {
  const { stdout } = await new Deno.Command(program!, { args, ...(env && { env }) }).output();
  const [version] = /\d[\d.]*\d/.exec(new TextDecoder().decode(stdout)) ?? ["of unknown version"];
  return env ? `${version}, with the pdfminer in ${env["PYTHONPATH"]}` : version;
}
