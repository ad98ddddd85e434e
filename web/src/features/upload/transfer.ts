/**
 * Sends one file to the bucket of its kind. Large files go in chunks by the TUS protocol: after an interruption, even of
 * the whole browser, they go on where they stopped.
 *
 * @module
 */
import * as tus from "tus-js-client";
import type { ClientConfig } from "../../api/config.ts";
import { Problem } from "../../api/problem.ts";
import type { UploadBucket } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import type { Session } from "../../api/session.ts";

export interface Transfer {
  readonly file: File;
  readonly mediaType: string;
  readonly bucket: UploadBucket;
  /** Aborting stops the transfer; calling again goes on, for large files from the last whole chunk. */
  readonly signal: AbortSignal;
  onProgress(sentBytes: number): void;
}

/** Both the limit above which Supabase advises TUS and the one chunk size that it takes. */
export const RESUMABLE_BYTES = 6 * 1024 * 1024;

export class Uploader {
  /** Paths being sent right now: the same file dropped twice is two uploads. */
  readonly #busy = new Set<string>();

  constructor(private readonly config: ClientConfig, private readonly session: Session) {}

  /**
   * @returns the path in the bucket
   * @throws TypeError when the network is gone, Problem when the server refuses, AbortError when stopped
   */
  async send(transfer: Transfer): Promise<string> {
    try {
      return await (transfer.file.size > RESUMABLE_BYTES ? this.#sendResumable(transfer) : this.#sendWhole(transfer));
    } catch (error) {
      if (!(error instanceof Problem && [400, 403].includes(error.status))) throw error;
      // Storage says no without a reason; where it is that there is no room left, the database has the sentence.
      const { error: full } = await this.session.supabase.rpc("check_storage_quota");
      throw full?.details === "quota_exceeded" ? new Problem("quota_exceeded", full.message, 429) : error;
    }
  }

  async #sendWhole({ file, mediaType, bucket, signal, onProgress }: Transfer): Promise<string> {
    const path = this.#newPath();
    const token = await this.#token();
    signal.throwIfAborted();
    // Not fetch(): it cannot tell how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.open("POST", `${this.config.supabaseUrl}/storage/v1/object/${bucket}/${path}`);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.setRequestHeader("apikey", this.config.publishableKey);
    request.setRequestHeader("content-type", mediaType);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => request.status < 300 ? resolve(path) : reject(refusal(request.status, request.responseText));
    request.onerror = () => reject(new TypeError("The connection was lost."));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
    return await promise;
  }

  async #sendResumable({ file, mediaType, bucket, signal, onProgress }: Transfer): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const options = {
      endpoint: `${this.config.supabaseUrl}/storage/v1/upload/resumable`,
      chunkSize: RESUMABLE_BYTES,
      retryDelays: [0, 1000, 3000, 5000],
      uploadDataDuringCreation: true,
      removeFingerprintOnSuccess: true,
      fingerprint: () =>
        Promise.resolve(["docmill", bucket, this.session.userId, file.name, file.size, file.lastModified].join("-")),
      headers: { apikey: this.config.publishableKey },
      metadata: { bucketName: bucket, objectName: this.#newPath(), contentType: mediaType },
      onBeforeRequest: async (request: tus.HttpRequest) => {
        request.setHeader("authorization", `Bearer ${await this.#token()}`);
      },
      onProgress,
      onSuccess: () => resolve(),
      onError: (error: Error | tus.DetailedError) => reject(tusProblem(error)),
    } satisfies tus.UploadOptions;

    const upload = new tus.Upload(file, options);
    const previous = (await upload.findPreviousUploads())
      .find(({ metadata }) => metadata["objectName"] && !this.#busy.has(metadata["objectName"]));
    if (previous) {
      // Should the server have dropped the beginnings, TUS starts anew, and under this path too.
      options.metadata.objectName = previous.metadata["objectName"]!;
      upload.resumeFromPreviousUpload(previous);
    }
    const path = options.metadata.objectName;
    signal.addEventListener("abort", () => {
      void upload.abort();
      reject(signal.reason);
    });
    this.#busy.add(path);
    try {
      signal.throwIfAborted();
      upload.start();
      await promise;
      return path;
    } finally {
      this.#busy.delete(path);
    }
  }

  #newPath(): string {
    return `${this.session.userId}/${crypto.randomUUID()}`;
  }

  async #token(): Promise<string> {
    const { data: { session } } = await this.session.supabase.auth.getSession();
    return session?.access_token ?? "";
  }
}

function tusProblem(error: Error | tus.DetailedError): Error {
  const response = "originalResponse" in error ? error.originalResponse : null;
  return response ? refusal(response.getStatus(), response.getBody()) : new TypeError(error.message);
}

function refusal(status: number, body: string): Error {
  if (status >= 500) return new TypeError(`Storage answered ${status}.`);
  if (status === 413) {
    return new Problem("too_large", "The file is larger than the server takes. Split it and try again.");
  }
  try {
    const { error, message } = JSON.parse(body);
    return new Problem(String(error), `The upload was refused: ${message}`, status);
  } catch {
    return new Problem("internal", `The upload was refused (${status}). Try again in a moment.`, status);
  }
}
