/**
 * Objects in Storage, through its REST API and within one bucket-and-path world: read, read a range, write, list, remove.
 *
 * @module
 */
import { JobError } from "../jobs/errors.ts";

export interface ObjectStore {
  read(bucket: string, path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Bytes `start` (inclusive) to `end` (exclusive), fewer where the object ends before. */
  readRange(bucket: string, path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  /** The response itself, to be streamed on. */
  stream(bucket: string, path: string, range?: string | null): Promise<Response>;
  /** Creates or replaces. */
  write(bucket: string, path: string, content: BodyInit, mediaType: string): Promise<void>;
  /** Creates; an object that is there already is an error. */
  create(bucket: string, path: string, content: BodyInit, mediaType: string): Promise<void>;
  /** Removes objects; those that are not there are no error. */
  remove(bucket: string, paths: readonly string[]): Promise<void>;
  /** Removes everything below `prefix`, which ends in `/`. */
  removeFolder(bucket: string, prefix: string): Promise<void>;
  /** A link that opens the object without an account for `seconds`. */
  sign(bucket: string, path: string, seconds: number, downloadName: string): Promise<string>;
  /** The same for several objects, to be looked at; null where there is none. */
  signAll(bucket: string, paths: readonly string[], seconds: number): Promise<(string | null)[]>;
}

export interface ObjectStoreOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly authorization?: string | null;
}

/** For a whole transfer: the largest object takes seconds; what takes longer hangs. */
const TIMEOUT_MS = 60_000;

export function createObjectStore({ url, apiKey, authorization }: ObjectStoreOptions): ObjectStore {
  const base = `${url}/storage/v1`;
  // Unlike the REST API, Storage wants the key as a bearer, too, as supabase-js sends it.
  const auth = { apikey: apiKey, authorization: authorization || `Bearer ${apiKey}` };

  async function call(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: BodyInit } = {},
    alsoFine = 200,
  ) {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(base + path, { method, ...init, headers: { ...auth, ...init.headers }, signal })
      .catch(unavailable);
    if (response.ok || response.status === alsoFine) return response;
    throw await toError(response, path);
  }
  const json = (method: string, path: string, body: unknown) =>
    call(method, path, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  // An answer may break off in the middle, too.
  const bytes = async (response: Response) => new Uint8Array(await response.arrayBuffer().catch(unavailable));

  const store: ObjectStore = {
    read: async (bucket, path) => bytes(await store.stream(bucket, path)),
    async readRange(bucket, path, start, end) {
      const range = `bytes=${start}-${end - 1}`;
      const response = await call("GET", `/object/authenticated/${at(bucket, path)}`, { headers: { range } }, 416);
      if (response.status === 416) {
        await response.body?.cancel();
        return new Uint8Array();
      }
      const content = await bytes(response);
      // A server may ignore the range and send it all.
      return content.length > end - start ? content.slice(start, end) : content;
    },
    stream: (bucket, path, range) =>
      call("GET", `/object/authenticated/${at(bucket, path)}`, range ? { headers: { range } } : {}),
    async write(bucket, path, content, mediaType) {
      const headers = { "content-type": mediaType, "x-upsert": "true" };
      await (await call("POST", `/object/${at(bucket, path)}`, { headers, body: content })).body?.cancel();
    },
    async create(bucket, path, content, mediaType) {
      const headers = { "content-type": mediaType };
      await (await call("POST", `/object/${at(bucket, path)}`, { headers, body: content })).body?.cancel();
    },
    async remove(bucket, paths) {
      for (let i = 0; i < paths.length; i += 100) {
        await (await json("DELETE", `/object/${bucket}`, { prefixes: paths.slice(i, i + 100) })).body?.cancel();
      }
    },
    async removeFolder(bucket, prefix) {
      let before: string | undefined;
      for (;;) {
        const found = await (await json("POST", `/object/list/${bucket}`, { prefix, limit: 100, offset: 0 }))
          .json().catch(unavailable) as {
            name: string;
            id: string | null;
          }[];
        for (const folder of found.filter((entry) => entry.id === null)) {
          await store.removeFolder(bucket, `${prefix}${folder.name}/`);
        }
        const files = found.filter((entry) => entry.id !== null).map((entry) => prefix + entry.name);
        await store.remove(bucket, files);
        // The same page again: removing has no effect, and never will have.
        const page = found.map((entry) => entry.name).join("/");
        if (found.length < 100 || page === before) return;
        before = page;
      }
    },
    async sign(bucket, path, seconds, downloadName) {
      const response = await json("POST", `/object/sign/${at(bucket, path)}`, { expiresIn: seconds });
      const { signedURL } = await response.json().catch(unavailable) as { signedURL: string };
      return `/storage/v1${signedURL}&download=${encodeURIComponent(downloadName)}`;
    },
    async signAll(bucket, paths, seconds) {
      if (paths.length === 0) return [];
      const response = await json("POST", `/object/sign/${bucket}`, { expiresIn: seconds, paths });
      const links = await response.json().catch(unavailable) as { signedURL: string | null }[];
      return links.map(({ signedURL }) => signedURL === null ? null : `/storage/v1${signedURL}`);
    },
  };
  return store;
}

/**
 * @throws {JobError} for a path whose segments would be resolved as a URL's: `..` would lead out of the bucket, and no
 * encoding keeps it from being resolved
 */
export function at(bucket: string, path: string): string {
  const segments = path.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    throw new JobError("file_not_found", `There cannot be a file at "${path}".`);
  }
  return `${bucket}/${segments.map(encodeURIComponent).join("/")}`;
}

function unavailable(cause: unknown): never {
  throw new JobError("storage_unavailable", "The file storage does not answer. Try again in a few minutes.", {
    transient: true,
    cause,
  });
}

/** How the database's refusal begins: see the trigger `keep_quota`. */
const NO_ROOM = "There is no room for this";

async function toError(response: Response, path: string): Promise<JobError> {
  const text = await response.text().catch(unavailable);
  const { status } = response;
  const cause = `${status} for ${path}: ${text.slice(0, 200)}`;
  if (status >= 500 || status === 429 || status === 408) unavailable(cause);
  if (text.includes(NO_ROOM)) {
    return new JobError(
      "quota_exceeded",
      `${NO_ROOM}: your files take up what you may keep. Delete jobs that you no longer need and try again.`,
    );
  }
  if (status === 404 || /not.?found/i.test(text)) {
    return new JobError("file_not_found", "The file is not there any more. Upload it again.");
  }
  if (status === 413 || /exceeded the maximum/i.test(text)) {
    return new JobError("too_large", "The file is larger than the storage takes.");
  }
  if (status === 416) return new JobError("invalid_request", "The range lies outside of the file.");
  // A caller's token that has expired; or the engine's own key, being changed, which passes.
  if (status === 401 || status === 403 || /jwt|unauthorized|row-level security/i.test(text)) {
    return new JobError("unauthorized", "Sign in again: the access token is wrong or expired.", { transient: true });
  }
  return new JobError("storage_error", "The file storage refused a file. Try again; report it with the job's id.", {
    cause,
  });
}
