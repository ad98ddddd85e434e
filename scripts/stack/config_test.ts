import { strict as assert } from "node:assert";
import { parseByteSize } from "./byte_size.ts";
import { functionConfig, parseConfig } from "./config.ts";

const read = (text: string, env: Record<string, string> = {}) => parseConfig(text, "config.toml", (name) => env[name]);

Deno.test("an empty config.toml has the CLI's defaults", () => {
  const config = read("");
  assert.equal(config.api.port, 54321);
  assert.equal(config.db.port, 54322);
  assert.equal(config.auth.enableAnonymousSignIns, false);
  assert.equal(functionConfig(config, "any").verifyJwt, true);
});

Deno.test("tables and keys that the stack does not know are left alone", () => {
  assert.equal(read("[studio]\nport = 1\n[api]\nport = 5000\ntls = { enabled = false }").api.port, 5000);
});

Deno.test("an error names the file and the key", () => {
  assert.throws(() => read('[api]\nport = "many"'), /Cannot use config.toml: api.port: /);
  assert.throws(
    () => read('[storage.buckets.files]\nfile_size_limit = "much"'),
    /storage.buckets.files.file_size_limit/,
  );
  assert.throws(() => read("[db]\nmajor_version = 15"), /db.major_version: must be 17/);
});

Deno.test("what is no TOML is said with the line", () => {
  assert.throws(() => read("[api]\nport = = 1"), /Cannot read config.toml: it is not TOML \(line 2\)/);
});

Deno.test("env(NAME) is the variable's value", () => {
  assert.equal(read('[auth]\nsite_url = "env(SITE)"', { SITE: "http://site" }).auth.siteUrl, "http://site");
  assert.deepEqual(read('[db.vault]\nsecret = "env(S)"', { S: "x" }).db.vault, { secret: "x" });
});

Deno.test("a variable that is not set is an error that names it, except for a secret, which then is not there", () => {
  assert.throws(
    () => read('[auth]\nsite_url = "env(SITE)"'),
    /auth.site_url names the variable SITE, which is not set/,
  );
  assert.deepEqual(read('[db.vault]\nsecret = "env(S)"').db.vault, {});
});

Deno.test("sizes are read in powers of 1024, as the CLI reads them", () => {
  const sizes: [string | number, number | undefined][] = [
    ["50MiB", 50 * 1024 ** 2],
    ["50MB", 50 * 1024 ** 2],
    ["1.5k", 1536],
    [1024, 1024],
    ["none", undefined],
    ["-1MB", undefined],
  ];
  for (const [text, bytes] of sizes) assert.equal(parseByteSize(text), bytes, String(text));
});
