/**
 * Where isolates call in: each connects once while it starts and says by its token which it is.
 *
 * @module
 */
import { TextLineStream } from "../lines.ts";
import type { Command, IsolateEvent } from "./messages.ts";

/** One isolate's line, from the supervisor's end. */
export interface Line {
  send(command: Command): void;
  close(): void;
}

export interface Caller {
  /** Called with the line once the isolate has called in. */
  connected(line: Line): void;
  received(event: IsolateEvent): void;
}

export class Control {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #expected = new Map<string, Caller>();
  readonly #accepting = this.#accept();

  get port(): number {
    return this.#listener.addr.port;
  }

  /** Routes the line of the isolate that knows `token` to `caller`. */
  expect(token: string, caller: Caller): void {
    this.#expected.set(token, caller);
  }

  forget(token: string): void {
    this.#expected.delete(token);
  }

  async close(): Promise<void> {
    this.#listener.close();
    await this.#accepting;
  }

  async #accept(): Promise<void> {
    try {
      for await (const connection of this.#listener) this.#serve(connection).catch(() => {});
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted)) throw error;
    }
  }

  async #serve(connection: Deno.TcpConn): Promise<void> {
    connection.setNoDelay(true);
    let caller: Caller | undefined;
    try {
      for await (const text of connection.readable.pipeThrough(new TextLineStream())) {
        const event: IsolateEvent = JSON.parse(text);
        if (caller !== undefined) {
          caller.received(event);
        } else if ("hello" in event && (caller = this.#expected.get(event.hello)) !== undefined) {
          this.#expected.delete(event.hello);
          caller.connected(lineOf(connection));
        } else {
          break;
        }
      }
    } finally {
      closeQuietly(connection);
    }
  }
}

function lineOf(connection: Deno.TcpConn): Line {
  const writer = connection.writable.getWriter();
  return {
    // An isolate that has just been killed does not listen any more: its end is told by its process.
    send: (command) => void writer.write(new TextEncoder().encode(JSON.stringify(command) + "\n")).catch(() => {}),
    close: () => closeQuietly(connection),
  };
}

function closeQuietly(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // Closed already, by the other end or by the end of the stream.
  }
}
