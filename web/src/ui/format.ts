/** "3.4 MB": the units people see in their file manager's details (powers of 1024). */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let value = bytes / 1024;
  while (value >= 1024 && units.length > 1) {
    value /= 1024;
    units.shift();
  }
  return `${value < 10 && value % 1 >= 0.05 ? value.toFixed(1) : Math.round(value)} ${units[0]}`;
}

/** "42 %": never 100 % before the end. */
export function formatPercent(fraction: number): string {
  return `${Math.floor(fraction * 100)} %`;
}

/** "just now", "5 min ago", "yesterday", "3 Mar". */
export function formatAge(iso: string, now = Date.now()): string {
  const then = new Date(iso);
  const seconds = Math.max(0, (now - then.getTime()) / 1000);
  if (seconds < 45) return "just now";
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 24 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  if (seconds < 48 * 3600) return "yesterday";
  const isThisYear = then.getFullYear() === new Date(now).getFullYear();
  return then.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
}

/** "0.8 s", "12 s", "3 min 05 s". */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** "1 table", "2 tables". */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

/** "reading pages" from `reading_pages`, as a heading. */
export function formatStage(stage: string): string {
  const words = stage.replace(/[_-]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
