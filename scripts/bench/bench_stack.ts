/**
 * An embedded stack on the bench's project: durable as a production database is, gone afterwards.
 *
 * @module
 */
import postgres from "postgres";
import { openSession, type Session } from "../client/session.ts";
import { type Stack, type StackOptions, startStack } from "../stack/stack.ts";
import { Marks } from "./marks.ts";
import { type BenchProject, createProject } from "./project.ts";

export interface BenchStack extends Stack, AsyncDisposable {
  readonly project: BenchProject;
  readonly marks: Marks;
  /** As a superuser, who may look into the queue. */
  readonly sql: postgres.Sql;
  /** A new guest. */
  guest(): Promise<Session>;
  /** Adds a kind; see queue.kinds. */
  addKind(kind: string, settings?: Record<string, string | number | boolean>): Promise<void>;
}

export async function startBenchStack(options: StackOptions = {}): Promise<BenchStack> {
  const project = await createProject();
  const marks = new Marks();
  const stack = await startStack({
    projectDir: project.projectDir,
    ephemeral: true,
    durable: true,
    log(source, level, message) {
      if (source === "process-job" && level === "info") marks.read(message);
      else if (level === "error") console.error(`[${source}] ${message}`);
    },
    ...options,
  });
  const sql = postgres(stack.adminUrl, { max: 4, onnotice: () => {} });
  const sessions: Session[] = [];
  return {
    ...stack,
    project,
    marks,
    sql,
    async guest() {
      const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
      sessions.push(session);
      return session;
    },
    async addKind(kind, settings = {}) {
      await sql`insert into queue.kinds ${sql({ kind, ...settings })}`;
    },
    async [Symbol.asyncDispose]() {
      for (const session of sessions) await session.close();
      await sql.end();
      await stack.stop();
      await project[Symbol.asyncDispose]();
    },
  };
}
