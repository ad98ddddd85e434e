/**
 * The bare database that the engine's tests share: one a process, gone with it.
 *
 * @module
 */
import postgres from "postgres";
import { startBareDatabase } from "../../../scripts/stack/postgres/bare.ts";

let started: Promise<postgres.Sql> | undefined;

/** Connected as a superuser: tests look where no client may. */
export function database(): Promise<postgres.Sql> {
  return started ??= startBareDatabase({ durable: false })
    .then(({ adminUrl }) => postgres(adminUrl, { max: 60, onnotice: () => {} }));
}
