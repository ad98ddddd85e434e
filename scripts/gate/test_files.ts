/**
 * Finds the tests, whoever wrote them: every `*_test.ts` and `*_test.tsx` of the project.
 *
 * @module
 */
import { join } from "node:path";

export interface TestGroup {
  readonly name: string;
  readonly files: readonly string[];
}

const FOLDERS = ["supabase", "scripts", "web"];
const NOT_OURS = ["node_modules", "dist"];

/**
 * Tests that go well together in one process: the functions' own, the scripts' with the stack's parts, the client's, and
 * the whole system's, which share one running stack.
 */
const GROUPS: readonly { name: string; holds(path: string): boolean }[] = [
  { name: "functions", holds: (path) => path.startsWith("supabase/functions/") },
  { name: "scripts and stack", holds: (path) => path.startsWith("scripts/") },
  { name: "client", holds: (path) => path.startsWith("web/") },
  { name: "system", holds: () => true },
];

/** @param root the project's folder, to which the paths found are relative */
export function findTests(root: string): TestGroup[] {
  const files = FOLDERS.flatMap((folder) => walk(root, folder)).sort();
  const groupOf = (path: string) => GROUPS.find((group) => group.holds(path));
  return GROUPS
    .map((group) => ({ name: group.name, files: files.filter((path) => groupOf(path) === group) }))
    .filter((group) => group.files.length > 0);
}

function walk(root: string, folder: string): string[] {
  const found: string[] = [];
  for (const entry of Deno.readDirSync(join(root, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory && !NOT_OURS.includes(entry.name)) found.push(...walk(root, path));
    else if (entry.isFile && /_test\.tsx?$/.test(entry.name)) found.push(path);
  }
  return found;
}
