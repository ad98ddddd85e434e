/**
 * Storage's access to Postgres: as itself, past all policies, or as the caller, whom the policies on
 * `storage.objects` and `storage.buckets` judge.
 *
 * @module
 */
import type { Sql, TransactionSql } from "postgres";
import { impersonate, rolledBack } from "../as_caller.ts";
import type { Claims } from "../context.ts";
import { openPool } from "../pool.ts";
import { fromDatabase } from "./errors.ts";

export interface BucketRow {
  id: string;
  name: string;
  public: boolean;
  file_size_limit: number | null;
  allowed_mime_types: string[] | null;
}

// A type and not an interface, so that it is a record of unknown values too.
export type ObjectMetadata = {
  eTag: string;
  size: number;
  mimetype: string;
  cacheControl: string;
  lastModified: string;
  contentLength: number;
  httpStatusCode: number;
};

export interface ObjectRow {
  id: string;
  bucket_id: string;
  name: string;
  /** Names the bytes: see `blobs.ts`. */
  version: string;
  owner_id: string | null;
  metadata: ObjectMetadata;
  user_metadata: Record<string, unknown> | null;
  created_at: Date;
  updated_at: Date;
}

export class Database {
  readonly sql: Sql;

  constructor(adminUrl: string) {
    this.sql = openPool(adminUrl, { name: "storage", max: 8 });
  }

  /** Runs `work` in a transaction as Storage itself. */
  async asStorage<T>(work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    try {
      return await this.sql.begin(async (sql) => {
        await sql`select set_config('storage.allow_delete_query', 'true', true)`;
        return await work(sql);
      }) as T;
    } catch (error) {
      throw fromDatabase(error);
    }
  }

  /** Runs `work` in a transaction as the caller; policies can ask `storage.operation()` what for. */
  async asCaller<T>(claims: Claims, operation: string, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    try {
      return await this.sql.begin(async (sql) => {
        await impersonate(sql, claims, settingsFor(operation));
        return await work(sql);
      }) as T;
    } catch (error) {
      throw fromDatabase(error);
    }
  }

  /** As {@link asCaller}, but takes everything back: asks whether the caller could. */
  async probe<T>(claims: Claims, operation: string, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    try {
      return await rolledBack(this.sql, async (sql) => {
        await impersonate(sql, claims, settingsFor(operation));
        return await work(sql);
      });
    } catch (error) {
      throw fromDatabase(error);
    }
  }

  async close(): Promise<void> {
    await this.sql.end({ timeout: 1 });
  }
}

function settingsFor(operation: string): Record<string, string> {
  return { "storage.operation": `storage.${operation}`, "storage.allow_delete_query": "true" };
}
