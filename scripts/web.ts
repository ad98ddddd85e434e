/**
 * Builds the client into `web/dist`, or serves it for development with what it asks for passed on to the running stack:
 *
 *     npm run build:web
 *     npm run dev
 *
 * @module
 */
import { build, createServer } from "vite";

const root = new URL("../web", import.meta.url).pathname;

if (Deno.args[0] === "dev") {
  const server = await createServer({ root, configFile: `${root}/vite.config.ts` });
  await server.listen();
  server.printUrls();
} else {
  await build({ root, configFile: `${root}/vite.config.ts` });
}
