/**
 * Joins the two halves of pdf.js, which run in one thread here. Its own port copies whatever is sent; neither half changes
 * what it has sent or got, and copying took a tenth of the time and of the memory. What is to be taken away from its sender
 * is.
 *
 * @module
 */
type Listener = (event: { data: unknown }) => void;

interface Operators {
  readonly fnArray: readonly unknown[];
  readonly argsArray: readonly unknown[];
}

/** What pages have in common: its name, its kind and, of a font, what there is to know of it. */
type SharedObject = [id: string, type: string, shared: { readonly extra?: Readonly<Record<string, unknown>> }];

class Port {
  peer: Port | undefined;
  readonly #listeners = new Set<Listener>();

  postMessage(message: unknown, transfer?: Transferable[]): void {
    const event = { data: handedOver(message, transfer) };
    queueMicrotask(() => this.peer?.hear(event));
  }

  addEventListener(_name: string, listener: Listener, options?: { signal?: AbortSignal } | null): void {
    this.#listeners.add(listener);
    options?.signal?.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  removeEventListener(_name: string, listener: Listener): void {
    this.#listeners.delete(listener);
  }

  terminate(): void {
    this.#listeners.clear();
  }

  hear(event: { data: unknown }): void {
    for (const listener of this.#listeners) listener(event);
  }
}

export function portPair(): [Port, Port] {
  const [one, other] = [new Port(), new Port()];
  one.peer = other;
  other.peer = one;
  return [one, other];
}

function handedOver(message: unknown, transfer: Transferable[] | undefined): unknown {
  const { chunk, action, data } = message as { chunk?: Partial<Operators>; action?: string; data?: unknown };
  if (action === "commonobj") return { ...message as object, data: sharedObject(data as SharedObject) };
  if (!chunk?.fnArray || !chunk.argsArray) return transfer?.length ? structuredClone(message, { transfer }) : message;
  // The sender empties its lists and fills them again.
  return {
    ...message as object,
    chunk: { ...chunk, fnArray: chunk.fnArray.slice(), argsArray: chunk.argsArray.slice() },
  };
}

/** The one that is wanted of a font is its name; `attached` says that it need not be loaded for drawing. */
function sharedObject([id, type, shared]: SharedObject): SharedObject {
  if (type !== "Font" || !shared.extra) return [id, type, shared];
  return [id, type, { ...shared, extra: { name: shared.extra["name"], attached: true } }];
}
