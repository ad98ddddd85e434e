/**
 * Who runs Postgres. It refuses to run as root, so root lends it another user's identity; everybody else runs it as
 * themselves.
 *
 * @module
 */
import { dirname } from "node:path";

/** A command line that runs a program of Postgres under an identity that Postgres accepts. */
export interface Identity {
  /** The owner that data must have, or undefined when that is whoever we are. */
  readonly owner: { uid: number; gid: number } | undefined;
  command(program: string, options: Deno.CommandOptions & { args: string[] }): Deno.Command;
}

/**
 * @param programs the folder of the server's programs
 * @param dataDir the folder of its data, which need not be there yet
 * @throws Error when the data is somebody else's, or when we are root and there is no user to lend an identity from
 */
export async function postgresIdentity(programs: string, dataDir: string): Promise<Identity> {
  const data = await Deno.stat(dataDir).catch(() => undefined);
  if (Deno.build.os === "windows" || Deno.uid() !== 0) {
    if (data !== undefined && data.uid !== Deno.uid()) {
      throw new Error(
        `Cannot use ${dataDir}: it belongs to another user (uid ${data.uid}). Run as that user, or remove the folder.`,
      );
    }
    return {
      owner: undefined,
      command: (program, options) => new Deno.Command(program, { ...options, clearEnv: true }),
    };
  }
  // Data that an ordinary user has made stays that user's.
  const owner = data?.uid ? { uid: data.uid, gid: data.gid ?? data.uid } : await lentUser();
  const reachable = await canTraverse(programs, owner) && await canTraverse(dataDir, owner);
  const [setpriv, ...setprivArgs] = reachAnyFolder(owner);
  return {
    owner,
    command: (program, { args, ...options }) =>
      reachable
        ? new Deno.Command(program, { ...options, ...owner, args, clearEnv: true, cwd: "/" })
        : new Deno.Command(setpriv, { ...options, args: [...setprivArgs, program, ...args], clearEnv: true }),
  };
}

/**
 * A checkout below root's home cannot be reached by other users. There the server gets, beside its user, the one right
 * to pass such folders; it keeps that right only while its securebits say so, because `access()` drops it otherwise.
 */
function reachAnyFolder(owner: { uid: number; gid: number }): [string, ...string[]] {
  const capability = "-all,+dac_override";
  return [
    "setpriv",
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
    "--",
  ];
}

async function lentUser(): Promise<{ uid: number; gid: number }> {
  const users = (await Deno.readTextFile("/etc/passwd")).split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const user = users.find((fields) => fields[0] === name);
    if (user !== undefined) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error(
    'Cannot run Postgres as root: there is neither a user "postgres" nor "nobody". Add one, or run as an ordinary user.',
  );
}

async function canTraverse(folder: string, user: { uid: number; gid: number }): Promise<boolean> {
  for (let path = folder;; path = dirname(path)) {
    const info = await Deno.stat(path).catch(() => undefined);
    if (info !== undefined && info.mode !== null) {
      const shift = info.uid === user.uid ? 6 : info.gid === user.gid ? 3 : 0;
      if ((info.mode >> shift & 1) === 0) return false;
    }
    if (path === dirname(path)) return true;
  }
}
