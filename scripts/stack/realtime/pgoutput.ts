/**
 * Reads the messages of Postgres' `pgoutput` plugin, protocol version 1: what a transaction changed, row by row.
 * See "Logical Replication Message Formats" in the Postgres manual.
 *
 * @module
 */
import { Buffer } from "node:buffer";

export interface Column {
  name: string;
  typeOid: number;
}

export interface Relation {
  oid: number;
  schema: string;
  table: string;
  columns: Column[];
}

/** Values as Postgres writes them; `undefined` for a large value that the change did not touch. */
export type Row = Record<string, string | null | undefined>;

export interface Change {
  type: "INSERT" | "UPDATE" | "DELETE";
  relation: Relation;
  /** The new row; none after a DELETE. */
  row?: Row;
  /** The old row, or only its key, as the table's replica identity has it. */
  old?: Row;
  committedAt: Date;
  /** The transaction's number. */
  xid: number;
}

const POSTGRES_EPOCH = Date.UTC(2000, 0, 1);

export class PgOutputReader {
  readonly #relations = new Map<number, Relation>();
  #committedAt = new Date(0);
  #xid = 0;

  /** Reads one message. Gives the change when it is one. */
  read(message: Buffer): Change | undefined {
    const cursor = new Cursor(message);
    switch (cursor.char()) {
      case "B":
        cursor.skip(8);
        this.#committedAt = new Date(POSTGRES_EPOCH + Number(cursor.int64() / 1000n));
        this.#xid = cursor.int32() >>> 0;
        return undefined;
      case "R": {
        const relation = readRelation(cursor);
        this.#relations.set(relation.oid, relation);
        return undefined;
      }
      case "I":
        return this.#change("INSERT", cursor);
      case "U":
        return this.#change("UPDATE", cursor);
      case "D":
        return this.#change("DELETE", cursor);
      default:
        return undefined;
    }
  }

  #change(type: Change["type"], cursor: Cursor): Change {
    const oid = cursor.int32();
    const relation = this.#relations.get(oid);
    if (!relation) throw new Error(`Cannot read a change of relation ${oid}: Postgres has not described it.`);
    const change: Change = { type, relation, committedAt: this.#committedAt, xid: this.#xid };
    let kind = cursor.char();
    if (kind === "K" || kind === "O") {
      change.old = readRow(cursor, relation);
      kind = type === "UPDATE" ? cursor.char() : "";
    }
    if (kind === "N") change.row = readRow(cursor, relation);
    return change;
  }
}

function readRelation(cursor: Cursor): Relation {
  const oid = cursor.int32();
  const schema = cursor.string() || "pg_catalog";
  const table = cursor.string();
  cursor.skip(1);
  const columns = Array.from({ length: cursor.int16() }, () => {
    cursor.skip(1);
    const column = { name: cursor.string(), typeOid: cursor.int32() };
    cursor.skip(4);
    return column;
  });
  return { oid, schema, table, columns };
}

function readRow(cursor: Cursor, relation: Relation): Row {
  const row: Row = {};
  const count = cursor.int16();
  for (const { name } of relation.columns.slice(0, count)) {
    const kind = cursor.char();
    row[name] = kind === "n" ? null : kind === "u" ? undefined : cursor.text(cursor.int32());
  }
  return row;
}

class Cursor {
  #at = 0;
  constructor(private readonly bytes: Buffer) {}

  skip(count: number): void {
    this.#at += count;
  }
  char(): string {
    return String.fromCharCode(this.bytes[this.#at++]!);
  }
  int16(): number {
    return this.bytes.readUInt16BE((this.#at += 2) - 2);
  }
  int32(): number {
    return this.bytes.readUInt32BE((this.#at += 4) - 4);
  }
  int64(): bigint {
    return this.bytes.readBigInt64BE((this.#at += 8) - 8);
  }
  text(length: number): string {
    return this.bytes.toString("utf8", this.#at, this.#at += length);
  }
  /** Ends with a zero byte. */
  string(): string {
    const end = this.bytes.indexOf(0, this.#at);
    const text = this.bytes.toString("utf8", this.#at, end);
    this.#at = end + 1;
    return text;
  }
}
