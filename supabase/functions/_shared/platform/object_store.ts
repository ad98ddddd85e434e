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
}

export interface ObjectStoreOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly authorization?: string | null;
}

export function createObjectStore({ url, apiKey, authorization }: ObjectStoreOptions): ObjectStore {
  const base = `${url}/storage/v1`;
  const auth: Record<string, string> = { apikey: apiKey };
  if (authorization) auth.authorization = authorization;
  else auth.authorization = `Bearer ${apiKey}`;

  async function call(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: BodyInit } = {},
    alsoFine = 200,
  ) {
    let response: Response;
    try {
      response = await fetch(base + path, { method, ...init, headers: { ...auth, ...init.headers } });
    } catch (cause) {
      throw new JobError("storage_unavailable", "The file storage does not answer.", { transient: true, cause });
    }
    if (response.ok || response.status === alsoFine) return response;
    throw await toError(response, path);
  }
  const json = (method: string, path: string, body: unknown) =>
    call(method, path, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const bytes = async (response: Response) => new Uint8Array(await response.arrayBuffer());

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
      for (;;) {
        const found = await (await json("POST", `/object/list/${bucket}`, { prefix, limit: 100, offset: 0 }))
          .json() as {
            name: string;
            id: string | null;
          }[];
        for (const folder of found.filter((entry) => entry.id === null)) {
          await store.removeFolder(bucket, `${prefix}${folder.name}/`);
        }
        const files = found.filter((entry) => entry.id !== null).map((entry) => prefix + entry.name);
        await store.remove(bucket, files);
        if (found.length < 100) return;
      }
    },
    async sign(bucket, path, seconds, downloadName) {
      const response = await json("POST", `/object/sign/${at(bucket, path)}`, { expiresIn: seconds });
      const { signedURL } = await response.json() as { signedURL: string };
      return `/storage/v1${signedURL}&download=${encodeURIComponent(downloadName)}`;
    },
  };
  return store;
}

const at = (bucket: string, path: string) => `${bucket}/${path.split("/").map(encodeURIComponent).join("/")}`;

async function toError(response: Response, path: string): Promise<JobError> {
  const text = await response.text();
  if (/not.?found/i.test(text) || response.status === 404) {
    return new JobError("file_not_found", "The file is not there any more. Upload it again.");
  }
  if (response.status === 413 || /exceeded the maximum/i.test(text)) {
    return new JobError("too_large", "The file is larger than the storage takes.");
  }
  const transient = response.status >= 500 || response.status === 429 || response.status === 408;
  return new JobError(
    "storage_error",
    `The file storage answered ${response.status} for ${path}: ${text.slice(0, 200)}`,
    {
      transient,
    },
  );
}
