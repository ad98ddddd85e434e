/**
 * Loaded before process-job in the project that benches run: notes when its handler is entered.
 *
 * @module
 */
import { mark } from "./marks.ts";

const serve = Deno.serve as (handler: Deno.ServeHandler) => Deno.HttpServer;

Object.defineProperty(Deno, "serve", {
  value: (handler: Deno.ServeHandler) =>
    serve((request, info) => {
      const at = performance.timeOrigin + performance.now();
      const json = request.json.bind(request);
      request.json = async () => {
        const bell = await json();
        mark("entered", bell.job_id, 0, at);
        return bell;
      };
      return handler(request, info);
    }),
});
