/**
 * The stack's one folder: held by one stack at a time, which leaves a note there of where it can be reached.
 *
 * @module
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

const StackNote = z.object({
  url: z.string(),
  databaseUrl: z.string(),
  pid: z.number(),
  publishableKey: z.string(),
  secretKey: z.string(),
  anonKey: z.string(),
  serviceRoleKey: z.string(),
});
/** Where a running stack is reached, and with which keys. */
export type StackNote = z.infer<typeof StackNote>;

const NOTE = "stack.json";
const LOCK = "lock";
/** Whoever only looks whether a stack is running holds the lock for a moment. */
const LOCK_TRIES = 5;

/** The stack that runs on a folder, or undefined when none does. */
export async function findStack(stateDir: string): Promise<StackNote | undefined> {
  const text = await Deno.readTextFile(join(stateDir, NOTE)).catch(() => undefined);
  if (text === undefined || !await isHeld(stateDir)) return undefined;
  return StackNote.safeParse(JSON.parse(text)).data;
}

async function openLock(stateDir: string): Promise<Deno.FsFile> {
  try {
    await Deno.mkdir(stateDir, { recursive: true });
    return await Deno.open(join(stateDir, LOCK), { create: true, write: true });
  } catch (cause) {
    if (!(cause instanceof Deno.errors.PermissionDenied || cause instanceof Deno.errors.NotCapable)) throw cause;
    throw new Error(
      `Cannot write to ${stateDir}: it belongs to another user. Run as that user, or remove the folder.`,
      {
        cause,
      },
    );
  }
}

/** The lock goes with the process that has it, however it ends; a process id may be somebody else's by now. */
async function isHeld(stateDir: string): Promise<boolean> {
  const lock = await Deno.open(join(stateDir, LOCK)).catch(() => undefined);
  if (lock === undefined) return false;
  const free = await lock.tryLock(false);
  lock.close();
  return !free;
}

export interface StateFolder {
  announce(note: StackNote): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes the folder this process's own, until it is released or the process ends.
 *
 * @throws Error when another process holds it
 */
export async function holdStateFolder(stateDir: string): Promise<StateFolder> {
  const lock = await openLock(stateDir);
  let mine = false;
  for (let tries = 0; !mine && tries < LOCK_TRIES; tries++) {
    if (tries > 0) await delay(20);
    mine = await lock.tryLock(true);
  }
  if (!mine) {
    lock.close();
    const other = await findStack(stateDir);
    const where = other === undefined ? "It has not finished starting or stopping." : `It serves ${other.url}.`;
    const id = other === undefined ? "" : ` (process ${other.pid})`;
    throw new Error(`Cannot use ${stateDir}: another stack${id} is running on it. ${where} End that one first.`);
  }
  const path = join(stateDir, NOTE);
  await Deno.remove(path).catch(() => {});
  return {
    async announce(note) {
      await Deno.writeTextFile(`${path}.draft`, JSON.stringify(note, null, 2), { mode: 0o600 });
      await Deno.rename(`${path}.draft`, path);
    },
    async release() {
      await Deno.remove(path).catch(() => {});
      lock.close();
    },
  };
}
