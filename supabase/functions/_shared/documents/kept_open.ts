/**
 * Keeps documents open between the steps of a job: opening a PDF anew costs 10 to 450 ms of CPU.
 *
 * A document stays open when an invocation ends, for the next one may come to the same isolate. Before another is opened
 * those that nobody uses are closed: two large ones do not fit into an isolate's memory.
 *
 * @module
 */

interface Closable {
  close(): void | Promise<void>;
}

interface Entry<Document> {
  readonly document: Promise<Document>;
  users: number;
}

export class KeptOpen<Document extends Closable> {
  /** By what tells a file from others. An isolate may work for several jobs: what one of them reads is not closed by another. */
  readonly #entries = new Map<unknown, Entry<Document>>();

  /** Opens a file, or takes it from the steps before, for the time that `work` takes. What failed is opened anew next time. */
  async use<T>(key: unknown, open: () => Promise<Document>, work: (document: Document) => Promise<T>): Promise<T> {
    if (!this.#entries.has(key)) await this.closeIdle();
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { document: open(), users: 0 };
      this.#entries.set(key, entry);
    }
    entry.users++;
    try {
      return await work(await entry.document);
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    } finally {
      entry.users--;
      if (entry.users === 0 && this.#entries.get(key) !== entry) await close(entry);
    }
  }

  /** Closes a file when no other step uses it. */
  async close(key: unknown): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry?.users !== 0) return;
    this.#entries.delete(key);
    await close(entry);
  }

  /** Closes all that no step uses. */
  async closeIdle(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((key) => this.close(key)));
  }
}

async function close({ document }: Entry<Closable>): Promise<void> {
  await document.then((open) => open.close()).catch(() => {});
}
