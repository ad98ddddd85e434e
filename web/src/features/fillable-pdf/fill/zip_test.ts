import assert from "node:assert/strict";
import { readDirectory, readSmallEntry } from "../../../../../supabase/functions/_shared/documents/zip/zip.ts";
import { zipOf } from "./zip.ts";

/** Its checksum stands in every description of CRC-32. */
const CONTENT = new TextEncoder().encode("123456789");
const CHECKSUM = 0xcbf43926;

Deno.test("what is packed is found in the ZIP file by its name, and is whole", async () => {
  const zip = new Uint8Array(
    await zipOf([{ name: "a.pdf", content: CONTENT }, { name: "ö.pdf", content: CONTENT }]).arrayBuffer(),
  );
  const file = {
    name: "all.zip",
    bytes: zip.length,
    readRange: (start: number, end: number) => Promise.resolve(zip.slice(start, end)),
  };
  const entries = await readDirectory(file);
  assert.deepEqual([...entries.keys()], ["a.pdf", "ö.pdf"]);
  for (const entry of entries.values()) assert.equal(await readSmallEntry(file, entry, 100), "123456789");
  const view = new DataView(zip.buffer);
  assert.equal(view.getUint32(14, true), CHECKSUM, "in the entry");
  assert.equal(view.getUint32(view.getUint32(zip.length - 6, true) + 16, true), CHECKSUM, "in the directory");
});
