/**
 * Objects: rows of `storage.objects`, each with its bytes. What a caller may do is asked of the policies before any
 * byte is taken; rows and bytes then change as Storage itself, the row last, so that a crash leaves the old object.
 *
 * @module
 */
import type { TransactionSql } from "postgres";
import type { Claims } from "../context.ts";
import type { Blobs } from "./blobs.ts";
import type { BucketRow, Database, ObjectMetadata, ObjectRow } from "./database.ts";
import { accessDenied, isRefusal, keyExists, noSuchBucket, noSuchKey, StorageError, tooLarge } from "./errors.ts";
import { checkMimeType, checkObjectName } from "./names.ts";
import type { UploadBody } from "./upload_body.ts";

export interface Destination {
  bucket: string;
  name: string;
  owner: string | undefined;
  upsert: boolean;
}

/** A finished upload, about to become an object. */
export interface Content {
  version: string;
  metadata: ObjectMetadata;
  userMetadata: Record<string, unknown> | null;
}

/** What policies can see of an object before it is there. */
type PromisedContent = { metadata: Record<string, unknown>; userMetadata: Record<string, unknown> | null };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export class Objects {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    /** Bytes, over all buckets. */
    private readonly sizeLimit: number,
  ) {}

  /** A bucket, whoever asks. */
  async bucket(id: string): Promise<BucketRow> {
    const [bucket] = await this.database.sql<BucketRow[]>`select * from storage.buckets where id = ${id}`;
    if (!bucket) throw noSuchBucket();
    return bucket;
  }

  sizeLimitOf(bucket: BucketRow): number {
    return Math.min(bucket.file_size_limit ?? this.sizeLimit, this.sizeLimit);
  }

  /** Finds an object as the caller, or, with no claims, as Storage itself. */
  async find(
    bucket: string,
    name: string,
    claims?: Claims,
    operation = "object.get_authenticated",
  ): Promise<ObjectRow> {
    const query = (sql: TransactionSql) =>
      sql<ObjectRow[]>`select * from storage.objects where bucket_id = ${bucket} and name = ${name}`;
    const rows = claims
      ? await this.database.asCaller(claims, operation, query)
      : await query(this.database.sql as unknown as TransactionSql);
    if (!rows[0]) throw noSuchKey();
    return rows[0];
  }

  /** Asks the policies whether the caller may put such an object there. */
  async checkUpload(to: Destination, content: PromisedContent, claims: Claims, operation: string): Promise<void> {
    checkObjectName(to.name);
    await this.database.probe(claims, operation, (sql) => putRow(sql, to, { version: "1", ...content }, to.upsert));
  }

  /** @param claims the caller's; none when a signed URL has already allowed the upload */
  async upload(to: Destination, body: UploadBody, claims: Claims | undefined, operation: string) {
    checkObjectName(to.name);
    const bucket = await this.bucket(to.bucket);
    checkMimeType(body.mimeType, bucket.allowed_mime_types);
    const limit = this.sizeLimitOf(bucket);
    if ((body.declaredLength ?? 0) > limit) throw tooLarge();
    const promised = { mimetype: body.mimeType, contentLength: body.declaredLength };
    if (claims) {
      await this.checkUpload(to, { metadata: promised, userMetadata: body.userMetadata }, claims, operation);
    }
    const version = crypto.randomUUID();
    const { size, md5 } = await this.blobs.write(version, body.bytes, limit);
    return await this.commit(to, {
      version,
      metadata: describe(size, `"${md5}"`, body.mimeType, body.cacheControl),
      userMetadata: body.userMetadata,
    });
  }

  /**
   * Makes bytes that are already on disk an object; takes them away again when that is refused. Can be repeated when it
   * is not known how it ended.
   */
  async commit(to: Destination, content: Content): Promise<ObjectRow> {
    let replaced: string | undefined;
    try {
      const row = await this.database.asStorage(async (sql) => {
        const [same] = await sql<ObjectRow[]>`select * from storage.objects where version = ${content.version}`;
        if (same) return same;
        // Two first uploads to one name have no row to lock yet; without this the loser's bytes would stay behind.
        await sql`select pg_advisory_xact_lock(hashtextextended(${`${to.bucket}/${to.name}`}, 0))`;
        const [old] = await sql<{ version: string }[]>`
          select version from storage.objects where bucket_id = ${to.bucket} and name = ${to.name}`;
        replaced = old?.version;
        return await putRow(sql, to, content, to.upsert, true);
      });
      if (replaced) await this.blobs.remove([replaced]);
      return row!;
    } catch (error) {
      // A lost connection does not say whether the row is there; if it is not, the next start finds the bytes.
      if (isRefusal(error)) await this.blobs.remove([content.version]);
      throw error;
    }
  }

  /** Only the row changes: the bytes stay where they are. */
  async move(from: { bucket: string; name: string }, to: { bucket: string; name: string }, claims: Claims) {
    checkObjectName(to.name);
    return await this.database.asCaller(claims, "object.move", async (sql) => {
      const [moved] = await sql<ObjectRow[]>`
        update storage.objects set ${sql({ bucket_id: to.bucket, name: to.name, ...ownerOf(claims.sub) })}
        where bucket_id = ${from.bucket} and name = ${from.name} returning *`;
      if (!moved) throw noSuchKey();
      return moved;
    });
  }

  async copy(
    from: { bucket: string; name: string },
    to: Destination,
    replacement: { metadata: Partial<ObjectMetadata>; userMetadata: Record<string, unknown> | null } | undefined,
    claims: Claims,
  ): Promise<ObjectRow> {
    const source = await this.find(from.bucket, from.name, claims, "object.copy");
    const metadata = {
      ...source.metadata,
      ...replacement?.metadata,
      lastModified: new Date().toISOString(),
    };
    const userMetadata = replacement ? replacement.userMetadata : source.user_metadata;
    await this.checkUpload(to, { metadata, userMetadata }, claims, "object.copy");
    const version = crypto.randomUUID();
    await this.blobs.copy(source.version, version);
    return await this.commit(to, { version, metadata, userMetadata });
  }

  async remove(bucket: string, name: string, claims: Claims): Promise<void> {
    await this.find(bucket, name);
    const removed = await this.removeMany(bucket, [name], claims, "object.delete");
    if (removed.length === 0) throw accessDenied();
  }

  /** Removes those of the objects that the caller may, and gives back which these were. */
  async removeMany(bucket: string, names: string[], claims: Claims, operation = "object.delete_many") {
    const removed = await this.database.asCaller(claims, operation, (sql) =>
      sql<ObjectRow[]>`
        delete from storage.objects where bucket_id = ${bucket} and name = any(${names}::text[]) returning *`);
    await this.blobs.remove(removed.map((object) => object.version));
    return removed;
  }
}

/** The metadata of an object that is being made now. */
export function describe(size: number, eTag: string, mimetype: string, cacheControl: string): ObjectMetadata {
  const lastModified = new Date().toISOString();
  return { eTag, size, mimetype, cacheControl, lastModified, contentLength: size, httpStatusCode: 200 };
}

/**
 * An upsert reads what it replaces, so policies must grant SELECT and UPDATE besides INSERT; a plain insert gives
 * nothing back, so that INSERT alone is enough.
 */
async function putRow(
  sql: TransactionSql,
  to: Destination,
  content: { version: string } & PromisedContent,
  upsert: boolean,
  giveBack = upsert,
): Promise<ObjectRow | undefined> {
  const row = {
    bucket_id: to.bucket,
    name: to.name,
    ...ownerOf(to.owner),
    version: content.version,
    metadata: sql.json(content.metadata as never),
    user_metadata: content.userMetadata === null ? null : sql.json(content.userMetadata as never),
  };
  const onConflict = upsert
    ? sql`on conflict (name, bucket_id) do update set
        version = excluded.version, metadata = excluded.metadata, user_metadata = excluded.user_metadata,
        owner = excluded.owner, owner_id = excluded.owner_id`
    : sql``;
  try {
    const rows = await sql<ObjectRow[]>`
      insert into storage.objects ${sql(row)} ${onConflict} ${giveBack ? sql`returning *` : sql``}`;
    return rows[0];
  } catch (error) {
    throw isDuplicate(error) ? keyExists() : error;
  }
}

function ownerOf(id: string | undefined) {
  return { owner: id !== undefined && UUID.test(id) ? id : null, owner_id: id ?? null };
}

function isDuplicate(error: unknown): boolean {
  return !(error instanceof StorageError) && (error as { code?: string }).code === "23505";
}
