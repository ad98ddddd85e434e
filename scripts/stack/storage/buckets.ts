/**
 * Buckets: who may see and change them is a matter of the policies on `storage.buckets`.
 *
 * @module
 */
import type { TransactionSql } from "postgres";
import { z } from "zod";
import type { Claims } from "../context.ts";
import type { Blobs } from "./blobs.ts";
import type { Database } from "./database.ts";
import { invalidMimeType, invalidRequest, noSuchBucket, StorageError, tooLarge } from "./errors.ts";
import { checkBucketName, parseSizeLimit } from "./names.ts";

const Settings = {
  public: z.boolean().optional(),
  file_size_limit: z.union([z.number().int().min(0), z.string()]).nullish(),
  allowed_mime_types: z.array(z.string()).nullish(),
};
export const NewBucket = z.object({ name: z.string(), id: z.string().optional(), ...Settings });
export const BucketChange = z.object(Settings);
export const BucketQuery = z.object({
  limit: z.coerce.number().int().min(1).optional(),
  offset: z.coerce.number().int().min(0).optional(),
  search: z.string().optional(),
  sortColumn: z.enum(["id", "name", "created_at", "updated_at"]).optional(),
  sortOrder: z.enum(["asc", "desc"]).optional(),
});

const COLUMNS = "id, name, owner, public, type, file_size_limit, allowed_mime_types, created_at, updated_at";
const MIME_TYPE = /^[\w.+-]+\/([\w.+-]+(;\s*charset=[\w-]+)?|\*)$|^\*$/;

export class Buckets {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    /** Bytes: what no bucket's limit may exceed. */
    private readonly sizeLimit: number,
  ) {}

  list(claims: Claims, query: z.infer<typeof BucketQuery>) {
    return this.database.asCaller(claims, "bucket.list", (sql) =>
      sql`
        select ${sql.unsafe(COLUMNS)} from storage.buckets
        where strpos(lower(name), lower(${query.search ?? ""})) > 0
        order by ${sql(query.sortColumn ?? "name")} ${query.sortOrder === "desc" ? sql`desc` : sql`asc`}
        limit ${query.limit ?? null} offset ${query.offset ?? 0}`);
  }

  async get(id: string, claims: Claims) {
    const [bucket] = await this.database.asCaller(claims, "bucket.get", (sql) =>
      sql`
        select ${sql.unsafe(COLUMNS)} from storage.buckets where id = ${id}`);
    if (!bucket) throw noSuchBucket();
    return bucket;
  }

  async create(bucket: z.infer<typeof NewBucket>, claims: Claims): Promise<void> {
    const row = {
      id: checkBucketName(bucket.id ?? bucket.name),
      name: checkBucketName(bucket.name),
      public: false,
      owner_id: claims.sub ?? null,
      ...this.#settings(bucket),
    };
    await this.database.asCaller(claims, "bucket.create", (sql) => sql`insert into storage.buckets ${sql(row)}`);
  }

  async update(id: string, change: z.infer<typeof BucketChange>, claims: Claims): Promise<void> {
    const settings = this.#settings(change);
    if (Object.keys(settings).length === 0) throw invalidRequest("No content provided");
    const updated = await this.database.asCaller(claims, "bucket.update", (sql) =>
      sql`
        update storage.buckets set ${sql({ ...settings, updated_at: new Date() })} where id = ${id} returning id`);
    if (updated.length === 0) throw noSuchBucket();
  }

  /** Removes the objects that the caller may remove. Hosted does it later, in a queue; here it is done on return. */
  async empty(id: string, claims: Claims): Promise<void> {
    await this.get(id, claims);
    const removed = await this.database.asCaller(claims, "bucket.empty", (sql) =>
      sql<{ version: string }[]>`
        delete from storage.objects where bucket_id = ${id} returning version`);
    await this.blobs.remove(removed.map((object) => object.version));
  }

  async remove(id: string, claims: Claims): Promise<void> {
    await this.database.asCaller(claims, "bucket.delete", async (sql) => {
      if (await this.#hasObjects(id)) {
        throw new StorageError(409, "ResourceNotEmpty", "The bucket you tried to delete is not empty");
      }
      const removed = await sql`delete from storage.buckets where id = ${id} returning id`;
      if (removed.length === 0) throw noSuchBucket();
    });
  }

  /** Makes the buckets that config.toml names, or brings them up to date. */
  async declare(buckets: Record<string, { public: boolean } & DeclaredLimits>): Promise<void> {
    for (const [id, bucket] of Object.entries(buckets)) {
      const row = {
        id: checkBucketName(id),
        name: id,
        public: bucket.public,
        file_size_limit: bucket.fileSizeLimit ?? null,
        allowed_mime_types: bucket.allowedMimeTypes ?? null,
      };
      await this.database.asStorage((sql: TransactionSql) =>
        sql`
          insert into storage.buckets ${sql(row)}
          on conflict (id) do update set public = excluded.public, file_size_limit = excluded.file_size_limit,
            allowed_mime_types = excluded.allowed_mime_types`
      );
    }
  }

  async #hasObjects(id: string): Promise<boolean> {
    return (await this.database.sql`select from storage.objects where bucket_id = ${id} limit 1`).length > 0;
  }

  #settings({ public: isPublic, file_size_limit: limit, allowed_mime_types: types }: z.infer<typeof BucketChange>) {
    const bytes = limit === null || limit === undefined ? limit : parseSizeLimit(limit);
    if ((bytes ?? 0) > this.sizeLimit) throw tooLarge();
    const unusable = types?.find((type) => !MIME_TYPE.test(type));
    if (unusable !== undefined) throw invalidMimeType(unusable);
    return {
      ...(isPublic === undefined ? {} : { public: isPublic }),
      ...(bytes === undefined ? {} : { file_size_limit: bytes }),
      ...(types === undefined ? {} : { allowed_mime_types: types }),
    };
  }
}

interface DeclaredLimits {
  fileSizeLimit?: number | undefined;
  allowedMimeTypes?: string[] | undefined;
}
