/**
 * The isolate's line to its supervisor: JSON messages, one a line, over a connection of their own, so that nothing a
 * function prints is taken for one.
 *
 * @module
 */
import type { Command, IsolateEvent } from "../messages.ts";
import { CONTROL } from "../messages.ts";

export class Supervisor {
  readonly #connection: Deno.TcpConn;
  readonly #lines: AsyncIterator<string>;
  #written: Promise<unknown> = Promise.resolve();

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
    this.#lines = lines(connection);
  }

  /** Connects, and waits until the supervisor has noted what Deno itself has used up to here. */
  static async connect(): Promise<Supervisor> {
    const { port, token } = JSON.parse(Deno.env.get(CONTROL) ?? "null");
    for (const name of [CONTROL, "DENO_DIR", "DENO_NO_UPDATE_CHECK", "NO_COLOR"]) Deno.env.delete(name);
    const supervisor = new Supervisor(await Deno.connect({ hostname: "127.0.0.1", port }));
    supervisor.send({ hello: token });
    await supervisor.#lines.next();
    // A function that never calls Deno.serve shall end, and not hang on this connection.
    supervisor.#connection.unref();
    return supervisor;
  }

  send(event: IsolateEvent): void {
    const bytes = new TextEncoder().encode(JSON.stringify(event) + "\n");
    this.#written = this.#written.then(() => writeAll(this.#connection, bytes)).catch(() => {});
  }

  /** Does what the supervisor says; ends the process when the connection does. */
  async obey(isolate: { beforeUnload(reason: string): void }): Promise<never> {
    for (let line = await this.#lines.next(); !line.done; line = await this.#lines.next()) {
      const command: Command = JSON.parse(line.value);
      if (command.do === "report-memory") {
        const { heapUsed, external } = Deno.memoryUsage();
        this.send({ memory: heapUsed + external });
      } else if (command.do !== "start") {
        isolate.beforeUnload(command.reason);
        if (command.do === "end") break;
      }
    }
    Deno.exit();
  }
}

async function* lines(connection: Deno.TcpConn): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(4096);
  let text = "";
  for (let read = await connection.read(chunk); read !== null; read = await connection.read(chunk)) {
    text += decoder.decode(chunk.subarray(0, read), { stream: true });
    const complete = text.split("\n");
    text = complete.pop() ?? "";
    yield* complete;
  }
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}
