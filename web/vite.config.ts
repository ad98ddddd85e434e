import react from "@vitejs/plugin-react";
import { readdir, readFile } from "node:fs/promises";
import process from "node:process";
import { defineConfig, loadEnv, type Plugin } from "vite";
import { raceCard } from "../scripts/samples/race_card.ts";

/** What the stack's gateway answers; in development Vite passes it on, so the client has one origin as in production. */
const STACK_PATHS = ["/functions/v1", "/rest/v1", "/auth/v1", "/storage/v1", "/config.json"];

/** `/sample.pdf`, for whoever has no document at hand: a race card that is drawn, not kept. */
function sampleDocument(): Plugin {
  const draw = () => raceCard({ pages: 12, seed: 3 });
  return {
    name: "sample-document",
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "sample.pdf", source: await draw() });
    },
    configureServer(server) {
      server.middlewares.use("/sample.pdf", async (_request, response) => {
        response.setHeader("content-type", "application/pdf");
        response.end(await draw());
      });
    },
  };
}

/** What pdf.js asks for when a page needs it: character maps, fonts that are not embedded, decoders of pictures. */
function pdfjsAssets(): Plugin {
  const pdfjs = new URL("../node_modules/pdfjs-dist/", import.meta.url);
  const folders = ["cmaps", "standard_fonts", "wasm"];
  return {
    name: "pdfjs-assets",
    async generateBundle() {
      for (const folder of folders) {
        for (const name of await readdir(new URL(folder, pdfjs))) {
          const source = await readFile(new URL(`${folder}/${name}`, pdfjs));
          this.emitFile({ type: "asset", fileName: `pdfjs/${folder}/${name}`, source });
        }
      }
    },
    configureServer(server) {
      server.middlewares.use("/pdfjs", async (request, response, next) => {
        const [, folder, name] = /^\/(\w+)\/([\w.-]+)$/.exec(request.url ?? "") ?? [];
        if (!folder || !name || !folders.includes(folder)) return next();
        response.end(await readFile(new URL(`${folder}/${name}`, pdfjs)));
      });
    },
  };
}

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, process.cwd(), "DOCMILL_");
  const stack = env["DOCMILL_STACK_URL"] ?? "http://127.0.0.1:54321";
  return {
    root: new URL(".", import.meta.url).pathname,
    plugins: [react(), sampleDocument(), pdfjsAssets()],
    server: {
      proxy: {
        ...Object.fromEntries(STACK_PATHS.map((path) => [path, { target: stack }])),
        "/realtime/v1": { target: stack, ws: true },
      },
    },
    build: {
      target: "es2023",
      // With light-dark() as it stands: what replaces it for older browsers does not see Mantine's colour scheme.
      cssTarget: ["chrome123", "firefox120", "safari17.5"],
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              { name: "react", test: /node_modules\/(react|react-dom|react-router|scheduler)\// },
              { name: "supabase", test: /node_modules\/@supabase\// },
            ],
          },
        },
      },
    },
  };
});
