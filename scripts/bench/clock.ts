/**
 * One clock for all processes of a machine: milliseconds since 1970 with fractions. Two processes agree as far as their
 * system clock is not set in between; browsers, Node and Deno all have it. And waiting.
 *
 * @module
 */
export const now = (): number => performance.timeOrigin + performance.now();

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @throws Error when what is waited for does not come: a bench shall end, not hang */
export async function within<Value>(seconds: number, what: string, promise: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`Cannot measure: ${what} took more than ${seconds} s.`)),
    seconds * 1000,
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
