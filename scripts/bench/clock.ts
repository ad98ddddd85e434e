/**
 * One clock for all processes of a machine: milliseconds since 1970 with fractions. Two processes agree as far as their
 * system clock is not set in between; browsers, Node and Deno all have it.
 *
 * @module
 */
export const now = (): number => performance.timeOrigin + performance.now();

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
