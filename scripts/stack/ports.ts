/**
 * Below the ports that systems give to outgoing connections (from 32768 or 49152 on): between the choice of a port and its
 * use, when a server has started, such a connection could take it.
 */
const FIRST = 20_000;
const PORTS = 12_000;
/** Processes with neighbouring ids, such as tests side by side, begin so far apart. */
const APART = 16;

let tried = 0;

/** A port of the loopback interface that nobody listens on, another one each time. */
export function freePort(): number {
  for (let i = 0; i < PORTS; i++) {
    const port = FIRST + (Deno.pid * APART + tried++) % PORTS;
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  throw new Error(`No port from ${FIRST} to ${FIRST + PORTS - 1} is free: end what listens on them.`);
}

/**
 * Makes sure that a port can be listened on.
 *
 * @param use what for, as in "for the API"
 * @throws Error that says which port is taken and what to do
 */
export function requirePort(port: number, use: string, setting: string): void {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw new Error(
      `Cannot use port ${port} ${use}: something is listening there already. ` +
        `End it (perhaps another stack is running), or choose another port: ${setting}.`,
      { cause },
    );
  }
}
