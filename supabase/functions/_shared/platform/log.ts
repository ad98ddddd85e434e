/**
 * Structured logs: one JSON object a line, with the fields that a logger carries (job, kind, stage).
 *
 * @module
 */
export interface Logger {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** A logger whose lines all carry `fields`. */
export function createLogger(fields: Record<string, unknown> = {}): Logger {
  const write = (level: "debug" | "info" | "warn" | "error") => (message: string, more?: Record<string, unknown>) => {
    const line = JSON.stringify({ at: new Date().toISOString(), level, message, ...fields, ...more }, replaceErrors);
    console[level](line);
  };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

function replaceErrors(_key: string, value: unknown): unknown {
  return value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;
}
