/**
 * Tells subscribers of changes in tables: each gets the rows that it may see and the columns that it may read.
 *
 * @module
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "postgres";
import { impersonate, rolledBack } from "../as_caller.ts";
import type { Claims, StackLog } from "../context.ts";
import { passes } from "./filters.ts";
import type { Change, Row } from "./pgoutput.ts";
import type { Subscription, Subscriptions } from "./subscriptions.ts";
import { type Table, Tables } from "./tables.ts";

/** Changes that may wait; each takes a few queries, so a bulk update can come faster than it is told. */
const MAX_WAITING = 5000;
const MAX_RECORD = 1024 * 1024;
/** What is left of a record that is too large: its small values, as on hosted. */
const SMALL_VALUE = 64;

export class Changes {
  readonly #tables: Tables;
  #waiting = 0;
  #telling: Promise<void> = Promise.resolve();
  /** The last transaction that others were seen to see. */
  #seen = 0;

  constructor(
    private readonly sql: Sql,
    private readonly subscriptions: Subscriptions,
    /** Called when changes had to be dropped: subscribers must join anew. */
    private readonly onOverflow: () => void,
    private readonly log: StackLog,
  ) {
    this.#tables = new Tables(sql);
  }

  /** Must be called in the order of commits; tells in the same order. */
  tell(change: Change): void {
    const subscriptions = this.subscriptions.matching(change.type, change.relation);
    if (subscriptions.length === 0) return;
    if (this.#waiting >= MAX_WAITING) return this.onOverflow();
    this.#waiting++;
    this.#telling = this.#telling
      .then(() => this.#tell(change, subscriptions))
      .catch((error) => this.log("realtime", "warn", `Cannot tell of a change: ${error.message}`))
      .finally(() => this.#waiting--);
  }

  async #tell(change: Change, candidates: Subscription[]): Promise<void> {
    await this.#becomesVisible(change.xid);
    const table = await this.#tables.of(change.relation);
    const old = oldRow(change, table);
    const filtered = change.row ?? old;
    const records = await toJson(this.sql, table, { ...old, ...change.row });
    const oldRecord = await toJson(this.sql, table, old);
    const visible = new Map<string, Promise<boolean>>();
    const messages = new Map<Subscription["channel"], { ids: number[]; data: unknown }>();
    for (const subscription of candidates) {
      const { channel, wish, filters, id } = subscription;
      if (!await passes(this.sql, filters, table.types, filtered)) continue;
      const readable = await this.#tables.readableColumns(change.relation, channel.claims.role);
      const who = JSON.stringify(channel.claims);
      if (!visible.has(who)) visible.set(who, this.#isVisible(change, table, channel.claims, readable));
      if (!await visible.get(who) || !this.subscriptions.has(subscription)) continue;
      const columns = change.relation.columns.map(({ name }) => name).filter((name) =>
        readable.has(name) && (!wish.select || wish.select.includes(name))
      );
      const known = messages.get(channel);
      if (known) known.ids.push(id);
      else messages.set(channel, { ids: [id], data: describe(change, table, columns, records, oldRecord, readable) });
    }
    for (const [channel, payload] of messages) {
      channel.connection.send({ topic: channel.topic, event: "postgres_changes", payload });
    }
  }

  /** The log has a commit a moment before other sessions see it; who asked then would be told that there is no such row. */
  async #becomesVisible(xid: number): Promise<void> {
    if (xid === this.#seen) return;
    const isSeen = async () =>
      (await this.sql`select pg_visible_in_snapshot(${String(xid)}::text::xid8, pg_current_snapshot()) as seen`)[0]!
        .seen;
    while (!await isSeen()) await delay(1);
    this.#seen = xid;
  }

  /** A deleted row can be shown to nobody any more: of it only the key is told, to all who may read the table. */
  async #isVisible(change: Change, table: Table, claims: Claims, readable: Set<string>): Promise<boolean> {
    const { type, relation, row } = change;
    if (!table.hasRls || type === "DELETE" || readable.size === 0 || table.primaryKey.length === 0) return true;
    const { schema, table: name } = relation;
    return await rolledBack(this.sql, async (sql) => {
      await impersonate(sql, claims);
      const isRow = table.primaryKey
        .map((key) => sql`${sql(key)} = ${row![key]!}::text::${sql.unsafe(table.types.get(key)!)}`)
        .reduce((all, one) => sql`${all} and ${one}`);
      return (await sql`select from ${sql(schema)}.${sql(name)} where ${isRow}`).length > 0;
    }).catch((error) => {
      this.log("realtime", "warn", `Cannot ask who may see a change of ${schema}.${name}: ${error.message}`);
      return false;
    });
  }
}

/** With row level security on, no more than the key: the old values may have been another's. */
function oldRow(change: Change, table: Table): Row {
  const { type, old, row } = change;
  if (type === "INSERT") return {};
  const source = old ?? row ?? {};
  const isWhole = old !== undefined && !table.hasRls;
  const columns = isWhole ? Object.keys(source).filter((name) => source[name] !== null) : table.primaryKey;
  return Object.fromEntries(columns.map((name) => [name, source[name]]));
}

/** The values as `to_jsonb` has them. */
async function toJson(sql: Sql, table: Table, row: Row): Promise<Map<string, unknown>> {
  const names = Object.keys(row).filter((name) => row[name] !== undefined && table.types.has(name));
  if (names.length === 0) return new Map();
  const values = names.map((name, i) => `to_jsonb($${i + 1}::text::${table.types.get(name)}) as "${i}"`);
  const [json] = await sql.unsafe(`select ${values.join(", ")}`, names.map((name) => row[name] ?? null));
  return new Map(names.map((name, i) => [name, json![i]]));
}

function describe(
  change: Change,
  table: Table,
  columns: string[],
  record: Map<string, unknown>,
  oldRecord: Map<string, unknown>,
  readable: Set<string>,
) {
  const errors: string[] = [];
  if (readable.size === 0) errors.push("Error 401: Unauthorized");
  if (table.hasRls && table.primaryKey.length === 0) errors.push("Error 400: Bad Request, no primary key");
  const shown = errors.length > 0 ? [] : columns;
  const isTooLarge = JSON.stringify(pick(record, shown)).length > MAX_RECORD;
  if (isTooLarge) errors.push("Error 413: Payload Too Large");
  const fit = (values: Map<string, unknown>) =>
    pick(values, shown, isTooLarge ? (value) => JSON.stringify(value).length <= SMALL_VALUE : undefined);
  return {
    schema: change.relation.schema,
    table: change.relation.table,
    type: change.type,
    commit_timestamp: change.committedAt.toISOString(),
    columns: shown.map((name) => ({ name, type: table.typeNames.get(name) })),
    ...(change.row ? { record: fit(record) } : {}),
    ...(change.type === "INSERT" ? {} : { old_record: fit(oldRecord) }),
    errors: errors.length > 0 ? errors : null,
  };
}

function pick(values: Map<string, unknown>, names: string[], isWanted: (value: unknown) => boolean = () => true) {
  return Object.fromEntries(
    names.filter((name) => values.has(name) && isWanted(values.get(name))).map((name) => [name, values.get(name)]),
  );
}
