/**
 * Listing a bucket: one level of a folder at a time, by offset (`list`) or by cursor (`listV2`). Callers see what the
 * policies let them select.
 *
 * @module
 */
import { z } from "zod";
import type { Claims } from "../context.ts";
import type { Database } from "./database.ts";
import { invalidRequest } from "./errors.ts";

const Order = z.enum(["asc", "desc"]);

export const ListQuery = z.object({
  prefix: z.string(),
  search: z.string().default(""),
  limit: z.number().int().min(1).default(100),
  offset: z.number().int().min(0).default(0),
  sortBy: z.object({
    column: z.enum(["name", "updated_at", "created_at", "last_accessed_at"]).default("name"),
    order: Order.default("asc"),
  }).prefault({}),
});

export const ListV2Query = z.object({
  prefix: z.string().default(""),
  limit: z.number().int().min(1).default(1000),
  cursor: z.string().optional(),
  with_delimiter: z.boolean().default(false),
  sortBy: z.object({
    column: z.enum(["name", "updated_at", "created_at"]).default("name"),
    order: Order.default("asc"),
  }).prefault({}),
});

/** Where a page ended; the order travels along, so that a cursor cannot be used with another. */
const Cursor = z.object({ name: z.string(), at: z.string().nullable(), column: z.string(), order: Order });

interface Entry {
  id: string | null;
  name: string;
  updated_at: Date | null;
  created_at: Date | null;
  last_accessed_at: Date | null;
  metadata: unknown;
  /** The sort column as Postgres writes it, which keeps its microseconds. */
  position: string | null;
}

export class Listing {
  constructor(private readonly database: Database) {}

  list(bucket: string, query: z.infer<typeof ListQuery>, claims: Claims) {
    const prefix = query.prefix === "" || query.prefix.endsWith("/") ? query.prefix : `${query.prefix}/`;
    const { column, order } = query.sortBy;
    return this.database.asCaller(claims, "object.list", (sql) =>
      sql`
        select * from storage.search(${prefix}, ${bucket}, ${query.limit}::int, ${prefix.split("/").length}::int,
          ${query.offset}::int, ${query.search}, ${column}, ${order})`);
  }

  async listV2(bucket: string, query: z.infer<typeof ListV2Query>, claims: Claims) {
    const limit = Math.min(query.limit, 1000);
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const { column, order } = after ?? query.sortBy;
    const entries = await this.database.asCaller(claims, "object.list_v2", (sql) => {
      const position = column === "name" ? sql`''` : sql`coalesce(${sql(column)}, 'epoch')::text`;
      const direction = order === "desc" ? sql`desc` : sql`asc`;
      const rest = after
        ? sql`where (position collate "C", name collate "C") ${order === "desc" ? sql`<` : sql`>`}
            (${after.at ?? ""}, ${after.name})`
        : sql``;
      // With a delimiter, whatever lies deeper is folded into the folder that it lies in.
      const depth = query.prefix.length + 1;
      const isFolder = query.with_delimiter ? sql`strpos(substr(name, ${depth}::int), '/') > 0` : sql`false`;
      return sql<Entry[]>`
        with matched as (
          select *, ${isFolder} as is_folder,
            ${query.prefix} || split_part(substr(name, ${depth}::int), '/', 1) || '/' as folder
          from storage.objects where bucket_id = ${bucket} and starts_with(name, ${query.prefix})
        ), entries as (
          select null as id, folder as name, min(created_at) as updated_at, min(created_at) as created_at,
            null::timestamptz as last_accessed_at, null::jsonb as metadata
          from matched where is_folder group by folder
          union all
          select id, name, updated_at, created_at, last_accessed_at, metadata from matched where not is_folder
        ), placed as (select *, ${position} as position from entries)
        select * from placed ${rest}
        order by position collate "C" ${direction}, name collate "C" ${direction} limit ${limit + 1}`;
    });
    const page = entries.slice(0, limit).map(({ position: _, ...entry }) => ({ ...entry, key: entry.name }));
    const last = entries.length > limit ? entries[limit - 1] : undefined;
    return {
      hasNext: last !== undefined,
      ...(last ? { nextCursor: encodeCursor({ name: last.name, at: last.position, column, order }) } : {}),
      folders: page.filter((entry) => entry.id === null).map(({ name, key }) => ({ name, key })),
      objects: page.filter((entry) => entry.id !== null),
    };
  }
}

function encodeCursor(cursor: z.infer<typeof Cursor>): string {
  return btoa(encodeURIComponent(JSON.stringify(cursor)));
}

function decodeCursor(text: string): z.infer<typeof Cursor> & { column: "name" | "updated_at" | "created_at" } {
  try {
    const cursor = Cursor.parse(JSON.parse(decodeURIComponent(atob(text))));
    return { ...cursor, column: ListV2Query.shape.sortBy.unwrap().shape.column.parse(cursor.column) };
  } catch {
    throw invalidRequest("Invalid Parameter continuation token");
  }
}
