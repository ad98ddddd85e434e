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
import { StorageError } from "./errors.ts";
import { checkBucketName, checkMimeType, checkObjectName } from "./names.ts";
import type { Objects } from "./objects.ts";
import type { UrlSigner } from "./signing.ts";
import { parseUserMetadata } from "./upload_body.ts";
import { DEFAULT_TYPE, destination, type KeptMetadata, UploadFinisher } from "./upload_finisher.ts";

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

export class ResumableUploads {
  readonly #server: Server;
  readonly #store: FileStore;
  readonly #finisher: UploadFinisher;
  readonly #senders = new WeakMap<Request, Sender>();
  readonly #cleaning: ReturnType<typeof setInterval>;

  constructor(
    folder: string,
    blobs: Blobs,
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
      maxSize: (request, id) => this.#maxSize(request as Request, id ?? ""),
      onIncomingRequest: (request, id) => this.#authorize(request as Request, id),
      onUploadCreate: (request, upload) => this.#describe(request as Request, upload),
      onUploadFinish: async (_request, upload) => {
        await this.#finisher.finish(upload).catch(throwForTus);
        return { headers: { "Tus-Complete": "1" } };
      },
    });
    this.#finisher = new UploadFinisher(this.#store, blobs, objects);
    this.#cleaning = setInterval(() => this.#clean(), CLEANING_INTERVAL);
  }

  async handle(request: Request, claims: Claims): Promise<Response> {
    const signature = new URL(request.url).pathname.includes("/upload/resumable/sign")
      ? request.headers.get("x-signature") ?? ""
      : null;
    this.#senders.set(request, { claims, signature, upsert: request.headers.get("x-upsert") === "true" });
    return await this.#server.handleWeb(request);
  }

  /** Completes uploads whose last bytes came just before a crash, and removes those that expired. */
  async recover(): Promise<void> {
    await this.#finisher.recover();
    await this.#clean();
  }

  close(): void {
    clearInterval(this.#cleaning);
  }

  async #clean(): Promise<void> {
    await this.#server.cleanUpExpiredUploads().catch(() => {});
  }

  async #maxSize(request: Request, id: string): Promise<number> {
    const { bucketName } = await this.#metadataOf(request, id);
    return this.objects.sizeLimitOf(await this.objects.bucket(bucketName).catch(throwForTus));
  }

  /** An upload's metadata: as its creator sends it, or as it was kept. */
  async #metadataOf(request: Request, id: string): Promise<KeptMetadata> {
    const header = request.headers.get("upload-metadata");
    const metadata: Record<string, string | null> = request.method === "POST"
      ? { ...(header ? Metadata.parse(header) : {}), ...this.#ours(request) }
      : (await this.#store.getUpload(id)).metadata ?? {};
    try {
      return {
        ...metadata,
        bucketName: checkBucketName(metadata.bucketName ?? ""),
        objectName: checkObjectName(metadata.objectName ?? ""),
      };
    } catch (error) {
      return throwForTus(error);
    }
  }

  /** Goes over whatever a client sends under these names. */
  #ours(request: Request): Record<string, string | null> {
    const { claims, upsert } = this.#senders.get(request)!;
    return {
      owner: claims.sub ?? null,
      upsert: upsert ? "true" : null,
      length: request.headers.get("upload-length"),
      finished: null,
    };
  }

  /** Every request but the question how far an upload has come must be allowed to upload there. */
  async #authorize(request: Request, id: string): Promise<void> {
    if (request.method === "HEAD") return await this.#finisher.finishLate(id).catch(throwForTus);
    const sender = this.#senders.get(request)!;
    const metadata = await this.#metadataOf(request, id);
    if (metadata.finished) return;
    const to = { ...destination(metadata), owner: sender.claims.sub };
    try {
      if (sender.signature !== null) {
        const { owner, upsert } = await this.signer.checkUpload(sender.signature, to.bucket, to.name);
        Object.assign(sender, { claims: { role: "service_role", ...(owner ? { sub: owner } : {}) }, upsert });
        return;
      }
      const content = {
        mimetype: metadata.contentType ?? undefined,
        contentLength: metadata.length ? Number(metadata.length) : undefined,
      };
      const userMetadata = metadata.metadata ? parseUserMetadata(metadata.metadata) : null;
      await this.objects.checkUpload(to, { metadata: content, userMetadata }, sender.claims, OPERATION);
    } catch (error) {
      throwForTus(error);
    }
  }

  async #describe(request: Request, upload: Upload) {
    const metadata = await this.#metadataOf(request, upload.id);
    try {
      const bucket = await this.objects.bucket(metadata.bucketName);
      checkMimeType(metadata.contentType ?? DEFAULT_TYPE, bucket.allowed_mime_types);
    } catch (error) {
      throwForTus(error);
    }
    return { metadata };
  }
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
