/**
 * A queue in the comparison, and the programs that put its jobs in and do them.
 *
 * @module
 */
import { Marks } from "../marks.ts";
import { TextLineStream } from "../../stack/lines.ts";

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** What does jobs, while it runs. */
export interface Working {
  readonly marks: Marks;
  stop(signal?: Deno.Signal): Promise<void>;
}

export interface Contender {
  readonly name: string;
  readonly sender: Command;
  /** Starts what does the jobs; `marks` tells of each. */
  work(): Working | Promise<Working>;
  /** Jobs that are not done, or whose end is not recorded. */
  remaining(): Promise<number>;
  /** It does one job each so many seconds, and is given no more than it can do. */
  readonly secondsAJob?: number;
}

/** A worker in a process of its own. */
export function processWorker(command: Command, marks = new Marks()): Working {
  const child = spawn(command, "null");
  const reading = readLines(child, (line) => marks.read(line));
  return {
    marks,
    async stop(signal) {
      terminate(child, signal);
      const timer = setTimeout(() => terminate(child, "SIGKILL"), 10_000);
      await Promise.all([child.status, reading]);
      clearTimeout(timer);
    },
  };
}

export interface Sent {
  readonly id: string;
  readonly sent: number;
  readonly acked: number;
}

/** Puts jobs in from a process of its own. */
export class Sender {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  #answered: (line: string) => void = () => {};

  constructor(command: Command) {
    this.#child = spawn(command, "piped");
    this.#writer = this.#child.stdin.getWriter();
    this.#reading = readLines(this.#child, (line) => this.#answered(line));
  }

  send(id: string): Promise<Sent> {
    return this.#ask<Sent>({ send: id });
  }

  /** @returns the milliseconds that it took */
  async burst(amount: number, prefix: string): Promise<number> {
    return (await this.#ask<{ burst: number }>({ burst: amount, prefix })).burst;
  }

  async close(): Promise<void> {
    await this.#writer.close();
    await Promise.all([this.#child.status, this.#reading]);
  }

  async #ask<Answer>(command: unknown): Promise<Answer> {
    const answer = new Promise<string>((resolve, reject) => {
      this.#answered = (line) => line.startsWith("{") && resolve(line);
      this.#child.status.then(() => reject(new Error("The program that puts jobs in has ended.")));
    });
    await this.#writer.write(new TextEncoder().encode(JSON.stringify(command) + "\n"));
    return JSON.parse(await answer);
  }
}

function spawn({ program, args, env = {}, cwd }: Command, stdin: "piped" | "null"): Deno.ChildProcess {
  return new Deno.Command(program, {
    args: [...args],
    env: { ...env },
    stdin,
    stdout: "piped",
    // What a peer logs is not ours to show, unless somebody looks for what is wrong with it.
    stderr: Deno.env.get("STACK_LOG") === undefined ? "null" : "inherit",
    ...(cwd !== undefined && { cwd }),
  }).spawn();
}

async function readLines(child: Deno.ChildProcess, read: (line: string) => void): Promise<void> {
  for await (const line of child.stdout.pipeThrough(new TextLineStream())) read(line);
}

function terminate(child: Deno.ChildProcess, signal: Deno.Signal = "SIGTERM"): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended by itself.
  }
}
