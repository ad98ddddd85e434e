/** A port of the loopback interface that nobody listens on. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
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
