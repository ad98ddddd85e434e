/**
 * Notices that the source of functions has changed.
 *
 * @module
 */
import { relative, sep } from "node:path";

/** An editor's save is several events, and so is a checkout. */
const SETTLE_MS = 50;

/**
 * @param changed called with the function whose folder the change is in, or undefined when it is in what all of them share
 */
export class SourceWatch {
  readonly #watcher: Deno.FsWatcher;
  readonly #changed: (name: string | undefined) => void;
  readonly #folder: string;
  readonly #pending = new Set<string | undefined>();
  readonly #watching: Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(folder: string, changed: (name: string | undefined) => void) {
    this.#folder = Deno.realPathSync(folder);
    this.#changed = changed;
    this.#watcher = Deno.watchFs(this.#folder);
    this.#watching = this.#watch();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#watcher.close();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    for await (const event of this.#watcher) {
      if (event.kind === "access") continue;
      for (const path of event.paths) this.#pending.add(this.#functionOf(path));
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#tell(), SETTLE_MS);
    }
  }

  #tell(): void {
    const names = this.#pending.has(undefined) ? [undefined] : [...this.#pending];
    this.#pending.clear();
    for (const name of names) this.#changed(name);
  }

  #functionOf(path: string): string | undefined {
    const [first, ...rest] = relative(this.#folder, path).split(sep);
    return rest.length > 0 && !first?.startsWith("_") ? first : undefined;
  }
}
