import assert from "node:assert/strict";
import { type Timeline, timelineAfter, timelineOf } from "./undo.ts";

const change = (timeline: Timeline<string>, next: string, about?: string) =>
  timelineAfter(timeline, { type: "change", next, about });
const undo = (timeline: Timeline<string>) => timelineAfter(timeline, { type: "undo" });
const redo = (timeline: Timeline<string>) => timelineAfter(timeline, { type: "redo" });

Deno.test("what was changed is undone and redone step by step, and no further than there are steps", () => {
  const end = change(change(timelineOf("a"), "b"), "c");
  assert.equal(undo(end).present, "b");
  assert.equal(undo(undo(undo(end))).present, "a");
  assert.equal(redo(undo(undo(end))).present, "b");
  assert.equal(redo(redo(redo(undo(undo(end))))).present, "c");
});

Deno.test("a change after an undo takes the place of what was undone", () => {
  const other = change(undo(change(timelineOf("a"), "b")), "x");
  assert.equal(redo(other).present, "x");
  assert.equal(undo(other).present, "a");
});

Deno.test("changes in a row about one thing are one step, until something else or an undo comes between", () => {
  const moved = change(change(timelineOf("a"), "b", "box 1"), "c", "box 1");
  assert.equal(undo(moved).present, "a");
  assert.equal(undo(change(moved, "d", "box 2")).present, "c");
  assert.equal(undo(change(redo(undo(moved)), "d", "box 1")).present, "c");
});

Deno.test("what changes nothing is no step", () => {
  assert.equal(change(timelineOf("a"), "a").past.length, 0);
});
