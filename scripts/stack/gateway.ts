/**
 * The one port that clients talk to: finds out who is calling and hands the request to the service whose path it is.
 *
 * @module
 */
import { apiKeyOf, bearerOf, identifyCaller } from "./callers.ts";
import { functionConfig, type StackConfig } from "./config.ts";
import type { HttpService, Service, StackLog } from "./context.ts";
import { allowCrossOrigin, preflight } from "./cors.ts";
import type { Keys } from "./keys.ts";
import { serveFile } from "./static_files.ts";

export interface RealtimeService extends HttpService {
  upgrade(request: Request): Promise<Response>;
}

export interface FunctionsService extends Service {
  handle(name: string, request: Request): Promise<Response>;
}

export interface GatewayOptions {
  port: number;
  config: StackConfig;
  keys: Keys;
  log: StackLog;
  rest: HttpService;
  auth: HttpService;
  storage: HttpService;
  realtime: RealtimeService;
  functions: FunctionsService;
  mail: { handle(request: Request): Promise<Response> };
  /** A folder of files for every path that is no service's. */
  serveStatic?: string | undefined;
  /** Pages of the program that runs the stack, by path. */
  pages?: Record<string, () => Promise<Response>> | undefined;
}

/** Auth's links that people open from mails and browsers fetch without a key. */
const KEYLESS_AUTH = /^\/auth\/v1\/(verify|callback|authorize|health|settings|\.well-known\/)/;

export function startGateway(options: GatewayOptions): Service {
  const route = createRouter(options);
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: options.port,
    onListen: () => {},
    onError: (error) => {
      options.log("gateway", "error", error instanceof Error ? error.stack ?? error.message : String(error));
      return Response.json({ message: "An unexpected error occurred" }, { status: 500 });
    },
  }, route);
  return { stop: () => server.shutdown() };
}

function createRouter(options: GatewayOptions): (request: Request) => Promise<Response> {
  const { keys, realtime } = options;

  async function authenticated(request: Request, service: HttpService, keyRequired: boolean): Promise<Response> {
    if (request.method === "OPTIONS" && request.headers.has("access-control-request-method")) return preflight(request);
    const caller = await identifyCaller(request, keys, keyRequired);
    return allowCrossOrigin("refusal" in caller ? caller.refusal : await service.handle(request, caller.claims));
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    const [, first, version] = pathname.split("/");
    if (version === "v1") {
      switch (first) {
        case "rest":
          return await authenticated(request, options.rest, true);
        case "auth":
          return await authenticated(request, options.auth, !KEYLESS_AUTH.test(pathname));
        case "storage":
          return await authenticated(request, options.storage, false);
        case "functions":
          return await callFunction(request, pathname, options);
        case "realtime":
          if (request.headers.get("upgrade")?.toLowerCase() === "websocket") {
            const key = apiKeyOf(request);
            if (key !== undefined && await keys.claimsOf(key) !== undefined) return await realtime.upgrade(request);
            return Response.json({ message: "Invalid API key" }, { status: 401 });
          }
          return await authenticated(request, realtime, true);
      }
    }
    const page = options.pages?.[pathname];
    if (page !== undefined) return await page();
    if (first === "mail") return await options.mail.handle(request);
    if (pathname === "/config.json" && options.serveStatic !== undefined) {
      return Response.json({ publishableKey: keys.publishableKey }, { headers: { "cache-control": "no-cache" } });
    }
    const file = options.serveStatic === undefined ? undefined : await serveFile(options.serveStatic, request);
    return file ?? Response.json({ message: "no Route matched with those values" }, { status: 404 });
  };
}

async function callFunction(request: Request, pathname: string, options: GatewayOptions): Promise<Response> {
  const name = pathname.split("/")[3] ?? "";
  if (functionConfig(options.config, name).verifyJwt && request.method !== "OPTIONS") {
    const token = bearerOf(request);
    if (token === undefined) return refuseFunction("Missing authorization header");
    if (await options.keys.verify(token) === undefined) return refuseFunction("Invalid JWT");
  }
  return await options.functions.handle(name, request);
}

function refuseFunction(message: string): Response {
  return Response.json({ code: 401, message }, { status: 401, headers: { "access-control-allow-origin": "*" } });
}
