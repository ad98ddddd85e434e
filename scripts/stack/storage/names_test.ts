import assert from "node:assert/strict";
import { StorageError } from "./errors.ts";
import { checkBucketName, checkMimeType, checkObjectName, parseSizeLimit } from "./names.ts";

const code = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as StorageError).code;
  }
};

Deno.test("checkObjectName() takes what hosted takes", () => {
  for (const name of ["a.pdf", "folder/race card (1).pdf", "a/b/.emptyFolderPlaceholder", "…".normalize("NFKD")]) {
    assert.equal(checkObjectName(name), name);
  }
});

Deno.test("checkObjectName() refuses names that lead out of a folder, or nowhere", () => {
  const names = [
    "",
    "/a",
    "../a",
    "a/../b",
    "a/..",
    "./a",
    "a\\b",
    "a\0b",
    "a\nb",
    "a%2f..%2fb",
    "naïve.pdf",
    "a".repeat(1025),
  ];
  for (const name of names) assert.equal(code(() => checkObjectName(name)), "InvalidKey", name);
});

Deno.test("checkBucketName() refuses slashes, outer spaces and long names", () => {
  for (const name of ["", "a/b", " a", "a ", "a".repeat(101)]) {
    assert.equal(code(() => checkBucketName(name)), "InvalidBucketName", name);
  }
});

Deno.test("parseSizeLimit() reads decimal units, and numbers as bytes", () => {
  assert.deepEqual([1000, "20MB", "1.5KB", "3b"].map(parseSizeLimit), [1000, 20e6, 1500, 3]);
  assert.equal(code(() => parseSizeLimit("20 potatoes")), "InvalidRequest");
});

Deno.test("checkMimeType() compares families, subtypes and patterns, and leaves parameters aside", () => {
  checkMimeType("image/png", null);
  checkMimeType("image/png", ["image/*"]);
  checkMimeType("text/csv;charset=UTF-8", ["text/csv"]);
  assert.equal(code(() => checkMimeType("text/html", ["image/*"])), "InvalidMimeType");
  assert.equal(code(() => checkMimeType("image", ["image/*"])), "InvalidMimeType");
});
