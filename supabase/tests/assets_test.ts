/** What recognises text, as hosted functions get it: from a bucket. */
import assert from "node:assert/strict";
import { uploadAssets } from "../../scripts/assets.ts";
import { testStack } from "../../scripts/stack/testing.ts";
import { CORE_SCRIPT } from "../functions/_shared/documents/ocr/files.ts";
import { createObjectStore } from "../functions/_shared/platform/object_store.ts";
import { assetPath, ASSETS_BUCKET, installedAt, readAsset } from "../functions/_shared/platform/package_files.ts";
import { guest } from "./support.ts";

Deno.test("functions get from the bucket what the packages hold; nobody else gets it, and a change is noticed", async (t) => {
  const { url, keys } = await testStack();
  const said: string[] = [];
  await uploadAssets(url, keys.secretKey, (text) => said.push(text));
  const store = createObjectStore({ url, apiKey: keys.secretKey });
  await t.step("every file is told", () => assert.ok(said.some((text) => text.startsWith(assetPath(CORE_SCRIPT)))));
  await t.step("the same bytes", async () => {
    assert.deepEqual(await readAsset(CORE_SCRIPT, store), await Deno.readFile(installedAt(CORE_SCRIPT)!));
  });
  await t.step("a second upload replaces the first", () => uploadAssets(url, keys.secretKey, () => {}));
  await t.step("a guest sees nothing", async () => {
    await using me = await guest();
    const { data } = await me.supabase.storage.from(ASSETS_BUCKET).download(assetPath(CORE_SCRIPT));
    assert.equal(data, null);
  });
  await t.step("code that was changed is not run", async () => {
    await store.write(ASSETS_BUCKET, assetPath(CORE_SCRIPT), "throw 1", "text/javascript");
    await assert.rejects(readAsset(CORE_SCRIPT, store), { type: "assets_missing" });
  });
  await t.step("a file that is not there is the operator's business", async () => {
    await store.remove(ASSETS_BUCKET, [assetPath(CORE_SCRIPT)]);
    await assert.rejects(readAsset(CORE_SCRIPT, store), { type: "assets_missing" });
  });
});
