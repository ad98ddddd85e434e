import assert from "node:assert/strict";
import { formatAge, formatBytes, formatCount, formatDuration, formatPercent, formatStage } from "./format.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const ago = (seconds: number) => formatAge(new Date(now - seconds * 1000).toISOString(), now);

Deno.test("sizes are told in the largest unit that keeps them readable", () => {
  assert.equal(formatBytes(900), "900 B");
  assert.equal(formatBytes(1536), "1.5 KB");
  assert.equal(formatBytes(50 * 1024 ** 2), "50 MB");
  assert.equal(formatBytes(6.24 * 1024 ** 2), "6.2 MB");
  assert.equal(formatBytes(3 * 1024 ** 3), "3 GB");
});

Deno.test("ages grow coarser with time, and clocks that differ do not make a future", () => {
  assert.equal(ago(-20), "just now");
  assert.equal(ago(50), "1 min ago");
  assert.equal(ago(3 * 3600), "3 h ago");
  assert.equal(ago(30 * 3600), "yesterday");
  assert.equal(ago(10 * 86400), "12 Nov");
  assert.equal(ago(400 * 86400), "18 Oct 2025");
});

Deno.test("a job is not at 100 % before its end", () => {
  assert.equal(formatPercent(0.9999), "99 %");
  assert.equal(formatPercent(1), "100 %");
});

Deno.test("durations, counts and stages read as words", () => {
  assert.equal(formatDuration(830), "0.8 s");
  assert.equal(formatDuration(59_700), "1 min 00 s");
  assert.equal(formatDuration(185_000), "3 min 05 s");
  assert.equal(formatCount(1, "row"), "1 row");
  assert.equal(formatCount(1204, "row"), "1,204 rows");
  assert.equal(formatStage("reading_pages"), "Reading pages");
});
