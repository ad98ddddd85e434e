/**
 * Asks axe, which knows the rules of accessibility, about a page.
 *
 * @module
 */
import type { Page } from "playwright-core";

const AXE = new URL("../../node_modules/axe-core/axe.min.js", import.meta.url).pathname;

interface Axe {
  run(options: unknown): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
}

/** What axe has against the page as it stands; `exclude` are selectors. */
export async function complaints(page: Page, options: { readonly exclude?: string[] } = {}): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: Axe }).axe.run(options),
    options,
  );
  return violations.map(({ id, help, nodes }) => `${page.url()}: ${id}, ${help}: ${nodes[0]?.html}`);
}
