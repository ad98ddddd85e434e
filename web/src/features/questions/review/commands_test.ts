import assert from "node:assert/strict";
import { commandOf, COMMANDS } from "./commands.ts";

const press = (key: string, parts = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...parts,
});

Deno.test("keys are found with their modifiers, whatever the case of a letter", () => {
  assert.equal(commandOf(press("j"), true), "next");
  assert.equal(commandOf(press("J", { shiftKey: true }), true), "chooseNext");
  assert.equal(commandOf(press("?", { shiftKey: true }), true), "help");
  assert.equal(commandOf(press("z", { metaKey: true }), true), "undo");
  assert.equal(commandOf(press("Z", { ctrlKey: true, shiftKey: true }), true), "redo");
  assert.equal(commandOf(press("ArrowUp", { altKey: true }), true), "moveUp");
  assert.equal(commandOf(press("j", { ctrlKey: true }), true), undefined);
});

Deno.test("whoever dictates can switch single keys off and keeps the others", () => {
  assert.equal(commandOf(press("j"), false), undefined);
  assert.equal(commandOf(press("z", { ctrlKey: true }), false), "undo");
  assert.equal(commandOf(press("ArrowDown"), false), "next");
});

Deno.test("no key means two things", () => {
  const keys = Object.values(COMMANDS).flatMap((group) => group.flatMap(({ keys }): readonly string[] => keys));
  assert.equal(new Set(keys).size, keys.length);
});
