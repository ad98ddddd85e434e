/**
 * Makes of a function what is deployed: JavaScript without any `npm:` import, minified, one file and one for each part
 * that is loaded later.
 *
 * Hosted takes 20 MB for a function, packed, and 5 MB where its own servers bundle it. Supabase's bundler takes every
 * file of every package that is reached, and of those that they may want: pdf.js alone brings 73 MB, a native canvas
 * among them. What is used of all of them is 4 MB.
 *
 * @module
 */
import { isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import { build, type Plugin } from "vite";

/** V8 of the hosted runtime, which is Deno 2.1. */
const TARGET = "chrome130";

/** Never loaded by functions: a canvas that pdf.js would use if it were there, and what only workers run. */
const LEFT_OUT = [/^@napi-rs\/canvas/, /^onnxruntime-web/];

/** Globals that packages rely on and that hosted gives to packages alone. */
const NODE_GLOBALS: Record<string, [module: string, name: string]> = {
  Buffer: ["node:buffer", "Buffer"],
  setImmediate: ["node:timers", "setImmediate"],
  clearImmediate: ["node:timers", "clearImmediate"],
};

/**
 * Bundles a function into a folder, which is emptied first.
 *
 * @returns what is deployed: file names and contents; `index.js` is where the function begins
 */
export async function bundleFunction(entrypoint: string, folder: string): Promise<Map<string, Uint8Array>> {
  await build({
    configFile: false,
    logLevel: "warn",
    root: dirname(entrypoint),
    plugins: [builtinsByScheme(), tellParts()],
    ssr: { noExternal: true, resolve: { conditions: ["deno", "node", "import", "module", "default"] } },
    build: {
      ssr: entrypoint,
      outDir: folder,
      emptyOutDir: true,
      target: TARGET,
      minify: true,
      rolldownOptions: {
        external: LEFT_OUT,
        transform: { inject: NODE_GLOBALS },
        output: { format: "esm", entryFileNames: "index.js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
  return new Map(names.map((name) => [name, Deno.readFileSync(join(folder, name))]));
}

/** Packages say `module`, which outside of packages hosted knows as `node:module` alone. */
function builtinsByScheme(): Plugin {
  return {
    name: "builtins-by-scheme",
    enforce: "pre",
    resolveId: (name) => isBuiltin(name) ? { id: name.replace(/^(?!node:)/, "node:"), external: true } : null,
  };
}

/**
 * The CLI finds what to upload by a regular expression that wants white space after `import` and no back-ticks; minified
 * code has neither. So the first file names all others in a comment, where the expression finds them, too.
 */
function tellParts(): Plugin {
  return {
    name: "tell-parts",
    generateBundle(_options, bundle) {
      const parts = Object.values(bundle).filter((file) => file.type === "chunk");
      const entry = parts.find((part) => part.isEntry)!;
      const others = parts.filter((part) => part !== entry).map((part) =>
        `// import "./${basename(part.fileName)}";\n`
      );
      entry.code = others.sort().join("") + entry.code;
    },
  };
}
