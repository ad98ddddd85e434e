interface Request {
  readonly page: number;
  readonly draw: () => Promise<void>;
}

/**
 * Pages are drawn one at a time, for they share the worker and the main thread, and always the nearest to what is
 * looked at: whoever jumps to page 57 does not wait for the pages in between.
 */
export class DrawQueue {
  readonly #waiting = new Set<Request>();
  #isDrawing = false;

  /** @param distance how far a page is, now, from what is looked at */
  constructor(private readonly distance: (page: number) => number) {}

  /**
   * Draws when it is this page's turn. Whatever `draw` throws is its own business.
   *
   * @returns takes the request back, if it still waits
   */
  add(page: number, draw: () => Promise<void>): () => void {
    const request = { page, draw };
    this.#waiting.add(request);
    // Not at once: pages that become visible together are all asked for before the first is chosen.
    queueMicrotask(() => void this.#next());
    return () => void this.#waiting.delete(request);
  }

  async #next(): Promise<void> {
    if (this.#isDrawing) return;
    const [first, ...others] = this.#waiting;
    if (!first) return;
    const nearest = others.reduce((a, b) => this.distance(b.page) < this.distance(a.page) ? b : a, first);
    this.#waiting.delete(nearest);
    this.#isDrawing = true;
    await nearest.draw().catch(() => {});
    this.#isDrawing = false;
    void this.#next();
  }
}
