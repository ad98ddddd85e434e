/**
 * What channels want to hear of changes in tables (`postgres_changes` in a join), checked against the publication and
 * the caller's rights.
 *
 * @module
 */
import type { Sql } from "postgres";
import { z } from "zod";
import type { Channel } from "./channels.ts";
import { type Filter, parseFilters, prepareFilters } from "./filters.ts";
import type { Relation } from "./pgoutput.ts";
import { describeTable, readableColumns } from "./tables.ts";

export const PUBLICATION = "supabase_realtime";

/** As a client asks for it. */
export const Wish = z.object({
  event: z.string().default("*"),
  schema: z.string().default("public"),
  table: z.string().nullish(),
  filter: z.string().nullish(),
  select: z.array(z.string()).nullish(),
});
export type Wish = z.infer<typeof Wish>;

export interface Subscription {
  /** Tells the client which of its bindings a change is for. */
  id: number;
  channel: Channel;
  wish: Wish;
  filters: Filter[];
}

export class Subscriptions {
  readonly #byChannel = new Map<Channel, Subscription[]>();
  #lastId = 0;

  constructor(private readonly sql: Sql) {}

  /** Gives each wish the id that its changes will bear. Until {@link activate} nothing is sent. */
  number(wishes: Wish[]): { id: number; wish: Wish }[] {
    return wishes.map((wish) => ({ id: ++this.#lastId, wish }));
  }

  /** @throws Error that tells the client what is wrong with its wishes */
  async activate(channel: Channel, wishes: { id: number; wish: Wish }[]): Promise<void> {
    const subscriptions = await Promise.all(wishes.map(async ({ id, wish }) => {
      const filters = await this.#check(wish, channel.claims.role).catch((error) => {
        throw new Error(
          "Unable to subscribe to changes with given parameters. An exception happened so please check your connect " +
            `parameters: [${describe(wish)}]. Exception: ${error.message}`,
        );
      });
      return { id, channel, wish, filters };
    }));
    this.#byChannel.set(channel, subscriptions);
  }

  remove(channel: Channel): void {
    this.#byChannel.delete(channel);
  }

  has({ channel }: Subscription): boolean {
    return this.#byChannel.has(channel);
  }

  channels(): Channel[] {
    return [...this.#byChannel.keys()];
  }

  /** Those that want to hear of such a change, filters aside. */
  matching(type: string, relation: Relation): Subscription[] {
    return [...this.#byChannel.values()].flat().filter(({ wish }) =>
      (wish.event === "*" || wish.event.toUpperCase() === type) &&
      isName(wish.schema, relation.schema) && isName(wish.table, relation.table)
    );
  }

  async #check(wish: Wish, role: string): Promise<Filter[]> {
    const { schema, table, select } = wish;
    const published = await this.sql<{ oid: number }[]>`
      select format('%I.%I', schemaname, tablename)::regclass::oid::int8::int as oid from pg_publication_tables
      where pubname = ${PUBLICATION} and (${schema} = '*' or schemaname = ${schema})
        and (${table ?? "*"} = '*' or tablename = ${table ?? "*"})`;
    if (published.length === 0) throw new Error("Please check Realtime is enabled for these tables");
    const filters = parseFilters(wish.filter ?? undefined);
    const [first] = published;
    if (filters.length === 0 && !select) return [];
    const readable = await readableColumns(this.sql, first!.oid, role);
    const unknown = [...filters.map((filter) => filter.column), ...select ?? []].find((name) => !readable.has(name));
    if (unknown !== undefined) throw new Error(`invalid column for filter ${unknown}`);
    return await prepareFilters(this.sql, filters, (await describeTable(this.sql, first!.oid)).types);
  }
}

function isName(wanted: string | null | undefined, actual: string): boolean {
  return !wanted || wanted === "*" || wanted === actual;
}

function describe({ event, schema, table, filter }: Wish): string {
  return `event: ${event}, schema: ${schema}, table: ${table ?? "*"}, filters: ${filter ?? "[]"}`;
}
