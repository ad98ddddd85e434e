import { strict as assert } from "node:assert";
import { freePort, requirePort } from "./ports.ts";

Deno.test("a port in use is named, with what to do about it", () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  assert.throws(
    () => requirePort(listener.addr.port, "for the API", "api.port in supabase/config.toml"),
    new RegExp(`Cannot use port ${listener.addr.port} for the API: .* choose another port: api.port`),
  );
  listener.close();
});

Deno.test("a free port can be listened on", () => {
  requirePort(freePort(), "for a test", "none");
});

Deno.test("free ports differ, and are none that outgoing connections are given", () => {
  const ports = Array.from({ length: 50 }, freePort);
  assert.equal(new Set(ports).size, 50);
  assert.ok(ports.every((port) => port >= 1024 && port < 32_768));
  const listener = Deno.listen({ hostname: "127.0.0.1", port: ports[0]! });
  listener.close();
});
