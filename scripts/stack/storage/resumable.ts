/**
 * Resumable uploads by the TUS protocol. The bytes gather in a folder of their own, with what is known of the upload
 * beside them; when all are there they become an object. Both survive a restart.
 *
 * @module
 */
import { FileStore } from "@tus/file-store";
import { Metadata, Server, type Upload } from "@tus/server";
import { join } from "node:path";
import type { Claims } from "../context.ts";
import type { Blobs } from "./blobs.ts";
import type { ObjectMetadata } from "./database.ts";
import { StorageError } from "./errors.ts";
import { checkBucketName, checkMimeType, checkObjectName } from "./names.ts";
import { describe, type Destination, type Objects } from "./objects.ts";
import type { UrlSigner } from "./signing.ts";
import { parseUserMetadata } from "./upload_body.ts";

/** As hosted: after a day an upload that was not finished is gone. */
const EXPIRY = 24 * 3600 * 1000;
const CLEANING_INTERVAL = 3600 * 1000;
const FOLDER = "resumable";
const OPERATION = "upload.resumable";

/** Who sends a request, and what a signed URL allows in their stead. */
interface Sender {
  claims: Claims;
  upsert: boolean;
  signature: string | null;
}

/** What we keep in an upload's metadata, besides what the client sent. */
type KeptMetadata = Record<string, string | null> & { bucketName: string; objectName: string };

export class ResumableUploads {
  readonly #server: Server;
  readonly #store: FileStore;
  readonly #senders = new WeakMap<Request, Sender>();
  readonly #cleaning: ReturnType<typeof setInterval>;

  constructor(
    private readonly folder: string,
    private readonly blobs: Blobs,
    private readonly objects: Objects,
    private readonly signer: UrlSigner,
  ) {
    this.#store = new FileStore({ directory: join(folder, FOLDER), expirationPeriodInMilliseconds: EXPIRY });
    this.#server = new Server({
      path: "/upload/resumable",
      datastore: this.#store,
      disableTerminationForFinishedUploads: true,
      namingFunction: () => crypto.randomUUID(),
      generateUrl: (request, { id }) => uploadUrl(request.url, id),
      getFileIdFromRequest: (_request, last) => isUploadId(last) ? last : undefined,
      maxSize: (request) => this.#maxSize(request as Request),
      onIncomingRequest: (request, id) => this.#authorize(request as Request, id),
      onUploadCreate: (request, upload) => this.#describe(request as Request, upload),
      onUploadFinish: async (_request, upload) => {
        await this.#finish(upload).catch(throwForTus);
        return { headers: { "Tus-Complete": "1" } };
      },
    });
    this.#cleaning = setInterval(() => this.#server.cleanUpExpiredUploads().catch(() => {}), CLEANING_INTERVAL);
  }

  async handle(request: Request, claims: Claims): Promise<Response> {
    const signature = new URL(request.url).pathname.includes("/upload/resumable/sign")
      ? request.headers.get("x-signature") ?? ""
      : null;
    this.#senders.set(request, { claims, signature, upsert: request.headers.get("x-upsert") === "true" });
    return await this.#server.handleWeb(request);
  }

  /** Removes uploads that expired, and completes those whose last bytes came just before a crash. */
  async recover(): Promise<void> {
    await Deno.mkdir(join(this.folder, FOLDER), { recursive: true });
    await this.#server.cleanUpExpiredUploads();
    for (const id of await this.#store.configstore.list?.() ?? []) {
      const upload = await this.#store.configstore.get(id);
      if (!upload || upload.metadata?.finished) continue;
      const { size } = await Deno.stat(this.#path(id)).catch(() => ({ size: undefined }));
      if (size === upload.size || await this.blobs.exists(id)) await this.#finish(upload).catch(() => {});
    }
  }

  close(): void {
    clearInterval(this.#cleaning);
  }

  #path(id: string): string {
    return join(this.folder, FOLDER, id);
  }

  async #maxSize(request: Request): Promise<number> {
    const bucket = await this.objects.bucket((await this.#metadataOf(request)).bucketName).catch(throwForTus);
    return this.objects.sizeLimitOf(bucket);
  }

  async #metadataOf(request: Request, id?: string): Promise<KeptMetadata> {
    const uploadId = id ?? new URL(request.url).pathname.split("/").at(-1);
    const header = request.headers.get("upload-metadata");
    const sent = request.method === "POST"
      ? header ? Metadata.parse(header) : {}
      : (await this.#store.getUpload(uploadId!)).metadata;
    try {
      return {
        ...sent,
        bucketName: checkBucketName(sent?.bucketName ?? ""),
        objectName: checkObjectName(sent?.objectName ?? ""),
      };
    } catch (error) {
      return throwForTus(error);
    }
  }

  /** Every request but the question how far an upload has come must be allowed to upload there. */
  async #authorize(request: Request, id: string): Promise<void> {
    if (request.method === "HEAD") return;
    const sender = this.#senders.get(request)!;
    const metadata = await this.#metadataOf(request, id);
    const to = destination(metadata, sender);
    try {
      if (sender.signature !== null) {
        const grant = await this.signer.checkUpload(sender.signature, to.bucket, to.name);
        sender.claims = { role: "service_role", ...(grant.owner ? { sub: grant.owner } : {}) };
        sender.upsert = grant.upsert;
        return;
      }
      if (metadata.finished) return;
      const length = Number(request.headers.get("upload-length") ?? metadata.length ?? NaN);
      await this.objects.checkUpload(
        to,
        {
          metadata: {
            mimetype: metadata.contentType ?? undefined,
            contentLength: Number.isNaN(length) ? undefined : length,
          },
          userMetadata: metadata.metadata ? parseUserMetadata(metadata.metadata) : null,
        },
        sender.claims,
        OPERATION,
      );
    } catch (error) {
      throwForTus(error);
    }
  }

  async #describe(request: Request, upload: Upload) {
    const sender = this.#senders.get(request)!;
    const metadata = upload.metadata as KeptMetadata;
    try {
      const bucket = await this.objects.bucket(metadata.bucketName);
      checkMimeType(metadata.contentType ?? "application/octet-stream", bucket.allowed_mime_types);
    } catch (error) {
      throwForTus(error);
    }
    // Set last: a client's own keys of these names must not count.
    const kept = {
      owner: sender.claims.sub ?? null,
      upsert: sender.upsert ? "true" : null,
      length: String(upload.size),
      finished: null,
    };
    return { metadata: { ...metadata, ...kept } };
  }

  /** Can be repeated from wherever a crash ended it: the upload's id becomes the version of the object. */
  async #finish(upload: Upload): Promise<void> {
    const metadata = upload.metadata as KeptMetadata;
    const cacheTime = metadata.cacheControl;
    if (!await this.blobs.exists(upload.id)) await this.blobs.adopt(upload.id, this.#path(upload.id));
    const content: ObjectMetadata = describe(
      upload.size ?? 0,
      `"${upload.id.replaceAll("-", "")}"`,
      metadata.contentType ?? "application/octet-stream",
      cacheTime && /^\d+$/.test(cacheTime) ? `max-age=${cacheTime}` : "no-cache",
    );
    await this.objects.commit(
      destination(metadata, {
        claims: { role: "service_role", ...(metadata.owner ? { sub: metadata.owner } : {}) },
        upsert: metadata.upsert === "true",
      }),
      {
        version: upload.id,
        metadata: content,
        userMetadata: metadata.metadata ? parseUserMetadata(metadata.metadata) : null,
      },
    );
    // A client that lost the last answer asks again how far it came. A hole of the same size answers, at no cost.
    await Deno.writeFile(this.#path(upload.id), new Uint8Array());
    await Deno.truncate(this.#path(upload.id), upload.size ?? 0);
    upload.metadata = { ...metadata, finished: "true" };
    await this.#store.configstore.set(upload.id, upload);
  }
}

function destination(metadata: KeptMetadata, sender: Pick<Sender, "claims" | "upsert">): Destination {
  return {
    bucket: metadata.bucketName,
    name: metadata.objectName,
    owner: sender.claims.sub,
    upsert: sender.upsert || metadata.upsert === "true",
  };
}

function isUploadId(text: string | undefined): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text ?? "");
}

/** Absolute, at the address under which the client reached us; the gateway may have cut the prefix off the path. */
function uploadUrl(requestUrl: string, id: string): string {
  const { origin, pathname } = new URL(requestUrl);
  const endpoint = pathname.replace(/\/+$/, "");
  return `${origin}${endpoint}/${id}`;
}

/** The TUS server takes the status from the error; unlike the rest of Storage it is the true one. */
function throwForTus(error: unknown): never {
  if (!(error instanceof StorageError)) throw error;
  throw Object.assign(new Error(error.message), { status_code: error.statusCode, body: error.message });
}
