/**
 * What a bench is: it measures, and says what it found in tables.
 *
 * @module
 */
export interface BenchOptions {
  /** How often to measure, where a bench measures single events. */
  readonly runs: number;
  say(text: string): void;
}

export type Bench = (options: BenchOptions) => Promise<void>;
