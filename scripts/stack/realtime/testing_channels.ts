/**
 * For tests: waiting for what a channel tells.
 *
 * @module
 */
import type { RealtimeChannel } from "@supabase/supabase-js";

const PATIENCE = 10_000;

export interface Collected<T> {
  add(value: T): void;
  /** The next one, in order; fails when it takes too long. */
  next(): Promise<T>;
  /** Those that have come and were not asked for. */
  readonly rest: T[];
}

export function collect<T>(): Collected<T> {
  const rest: T[] = [];
  let arrived = Promise.withResolvers<void>();
  return {
    rest,
    add(value) {
      rest.push(value);
      arrived.resolve();
    },
    async next() {
      const timeout = Promise.withResolvers<never>();
      const timer = setTimeout(() => timeout.reject(new Error(`Nothing came within ${PATIENCE / 1000} s.`)), PATIENCE);
      try {
        while (rest.length === 0) {
          arrived = Promise.withResolvers();
          await Promise.race([arrived.promise, timeout.promise]);
        }
        return rest.shift()!;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Joins. Gives the first state that the channel comes to, with the reason where it is an error. */
export function subscribed(channel: RealtimeChannel): Promise<string> {
  return new Promise((resolve) => {
    channel.subscribe((state, error) => resolve(error ? `${state}: ${error.message}` : state));
  });
}
