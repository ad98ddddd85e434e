/**
 * One isolate: a Deno process that serves one function, from its start to its end, within the limits.
 *
 * @module
 */
import type { StackContext } from "../context.ts";
import { TextLineStream } from "../lines.ts";
import type { Control, Line } from "./control.ts";
import { type IsolateProcess, startProcess } from "./isolate_process.ts";
import type { Limits } from "./limits.ts";
import { UNLOAD_SHARE } from "./limits.ts";
import type { IsolateEvent, UnloadReason } from "./messages.ts";
import { UsageMeter } from "./usage_meter.ts";

type Timer = ReturnType<typeof setTimeout>;

/** How an isolate came to its end: by itself (`ok`), by a limit, or by an error of its own. */
export type Ending = "ok" | "cpu" | "memory" | "wall" | "crash";

/** How often an isolate that works is looked at, and one that does not (it may have timers of its own). */
const WATCH_WORKING_MS = 20;
const WATCH_IDLE_MS = 500;
/**
 * Memory seen from outside is an upper bound (see `usage_meter.ts`). When it nears a limit the isolate is asked what it
 * really uses, and that counts; when it is too busy to answer, so much more than the limit ends it.
 */
const MEMORY_SLACK_MB = 128;
/** How long an isolate that shall end may take to run its `beforeunload` listeners. */
const END_GRACE_MS = 500;
const MIB = 1024 * 1024;

export interface IsolateOptions {
  readonly ctx: StackContext;
  readonly control: Control;
  readonly limits: Limits;
  readonly name: string;
  readonly entrypoint: string;
  /** Something has changed that may call for another isolate: usage, retirement, the end. */
  onChange(isolate: Isolate): void;
}

export class Isolate {
  readonly executionId = crypto.randomUUID();
  /** Whom to send requests to, whatever their URL; rejects when it ends before it serves. */
  readonly listening: Promise<Deno.HttpClient>;
  /** Fulfilled when the process is gone. */
  readonly ended: Promise<Ending>;
  readonly usage: UsageMeter;
  bootMs: number | undefined;
  /** Takes no new requests any more. */
  retired = false;
  ending: Ending | undefined;
  hasEnded = false;

  readonly #options: IsolateOptions;
  readonly #process: IsolateProcess;
  readonly #started = performance.now();
  readonly #listening = Promise.withResolvers<Deno.HttpClient>();
  /** Requests and background work that are not over. */
  readonly #work = new Map<string, { background: boolean; over: () => void }>();
  readonly #unloaded = new Set<UnloadReason>();
  readonly #timers: Timer[] = [];
  readonly #bootTimer: Timer;
  #connection: Deno.HttpClient | undefined;
  #line: Line | undefined;
  #watchTimer: Timer | undefined;
  #watchAt = Infinity;

  constructor(options: IsolateOptions) {
    this.#options = options;
    const { ctx, control, name, entrypoint, limits } = options;
    const token = crypto.randomUUID();
    control.expect(token, {
      connected: (line) => this.#connected(line),
      received: (event) => this.#received(event),
    });
    this.#process = startProcess(ctx, name, entrypoint, this.executionId, limits, { port: control.port, token });
    this.usage = new UsageMeter(this.#process.child.pid);
    ctx.guard(this.#process.child.pid);
    this.listening = this.#listening.promise;
    this.listening.catch(() => {});
    const logged = Promise.all([this.#log("stdout", "info"), this.#log("stderr", "error")]);
    this.ended = this.#process.child.status.then(async (status) => {
      await logged;
      this.ending ??= status.success && this.bootMs !== undefined ? "ok" : "crash";
      control.forget(token);
      await this.#cleanUp(status);
      return this.ending;
    });
    this.#watchSoon();
    this.#bootTimer = setTimeout(() => this.kill("crash", "took too long to start"), limits.bootMs);
  }

  /** Requests and background work under way. */
  get openWork(): number {
    return this.#work.size;
  }

  /** Whether it works on something that was handed to `EdgeRuntime.waitUntil`. */
  get worksInBackground(): boolean {
    return this.#work.values().some(({ background }) => background);
  }

  /** The wall clock runs from the first request on: hosted makes an isolate for a request, here one may wait for it. */
  activate(): void {
    const { wallMs } = this.#options.limits;
    this.#timers.push(
      setTimeout(() => this.retire("is half-way through its wall clock limit"), wallMs / 2),
      setTimeout(() => this.#unload("wall_clock"), wallMs * UNLOAD_SHARE),
      setTimeout(() => this.kill("wall", `reached its wall clock limit of ${wallMs / 1000} s`), wallMs),
    );
  }

  /** Counts a request as work; `over` is called when it is answered and its background work is done. */
  begin(requestId: string, over: () => void): void {
    this.#work.set(requestId, { background: false, over });
    this.#watchSoon();
  }

  /** Says that there is background work: that of a request, or some that is nobody's. */
  worksOn(id: string): void {
    this.#work.set(id, { over: () => {}, ...this.#work.get(id), background: true });
    this.#options.onChange(this);
  }

  /** Gives it no new requests; it ends when the work that it has is done. */
  retire(why: string): void {
    if (this.retired) return;
    this.retired = true;
    this.#say("debug", `${why}; it takes no new requests`);
    this.#options.onChange(this);
    this.#endWhenIdle();
  }

  /** Takes it out of service and ends it after at most `graceMs` for the work under way. */
  async stop(graceMs: number): Promise<void> {
    this.retired = true;
    this.#unload("termination");
    const timer = setTimeout(() => {
      this.ending ??= "ok";
      this.#kill();
    }, graceMs);
    this.#endWhenIdle();
    await this.ended;
    clearTimeout(timer);
  }

  kill(ending: Ending, why: string): void {
    if (this.ending !== undefined) return;
    this.ending = ending;
    this.retired = true;
    this.#say("error", `${why}; it is ended`);
    this.#kill();
    this.#options.onChange(this);
  }

  #kill(): void {
    try {
      this.#process.child.kill("SIGKILL");
    } catch {
      // It has ended by itself a moment before.
    }
  }

  #connected(line: Line): void {
    this.#line = line;
    this.usage.start();
    line.send({ do: "start" });
  }

  #received(event: IsolateEvent): void {
    if ("listening" in event) {
      this.bootMs = performance.now() - this.#started;
      clearTimeout(this.#bootTimer);
      this.usage.sample();
      const cpu = `${this.usage.startCpuMs.toFixed(0)} ms of CPU by Deno, then ${this.usage.cpuMs.toFixed(0)} ms`;
      this.#say("debug", `started in ${this.bootMs.toFixed(0)} ms (${cpu})`);
      this.#connection = Deno.createHttpClient({
        proxy: { transport: "tcp", hostname: "127.0.0.1", port: event.listening },
      });
      this.#listening.resolve(this.#connection);
    } else if ("began" in event) {
      this.worksOn(event.began);
    } else if ("ended" in event) {
      const work = this.#work.get(event.ended);
      this.#work.delete(event.ended);
      this.usage.sample();
      work?.over();
      this.#endWhenIdle();
    } else if ("memory" in event) {
      this.#limitMemory(event.memory / MIB);
    }
  }

  #watch(): void {
    const { cpuSoftMs, cpuHardMs, memoryMb: limitMb } = this.#options.limits;
    this.usage.look();
    const { cpuMs, memoryMb } = this.usage;
    if (cpuMs >= cpuHardMs) this.kill("cpu", `reached its CPU limit of ${cpuHardMs} ms`);
    else if (cpuMs >= cpuHardMs * UNLOAD_SHARE) this.#unload("cpu");
    if (cpuMs >= cpuSoftMs) this.retire(`has used ${cpuMs.toFixed(0)} ms of CPU`);

    if (memoryMb > limitMb + MEMORY_SLACK_MB) this.#limitMemory(memoryMb);
    else if (memoryMb > limitMb / 2) this.#line?.send({ do: "report-memory" });
    if (this.usage.hasWorkerThreads) this.kill("crash", "started a worker thread, which hosted functions cannot");
    this.#options.onChange(this);
    this.#watchAt = Infinity;
    this.#watchSoon();
  }

  #watchSoon(): void {
    const working = this.bootMs === undefined || this.openWork > 0;
    const wait = working ? WATCH_WORKING_MS : WATCH_IDLE_MS;
    if (this.ending !== undefined || performance.now() + wait >= this.#watchAt) return;
    clearTimeout(this.#watchTimer);
    this.#watchAt = performance.now() + wait;
    this.#watchTimer = setTimeout(() => this.#watch(), wait);
  }

  #limitMemory(usedMb: number): void {
    const { memoryMb: limitMb } = this.#options.limits;
    if (usedMb > limitMb) this.kill("memory", `reached its memory limit of ${limitMb} MiB`);
    else if (usedMb > limitMb * UNLOAD_SHARE) this.#unload("memory");
    else if (usedMb > limitMb / 2 && this.openWork === 0) this.retire(`is idle and holds ${usedMb.toFixed(0)} MiB`);
  }

  #unload(reason: UnloadReason): void {
    if (this.#unloaded.has(reason)) return;
    this.#unloaded.add(reason);
    this.#line?.send({ do: "before-unload", reason });
  }

  #endWhenIdle(): void {
    if (!this.retired || this.openWork > 0 || this.ending !== undefined) return;
    this.ending = "ok";
    clearTimeout(this.#watchTimer);
    if (this.#line === undefined) return this.#kill();
    const reason = this.#unloaded.has("termination") ? "termination" : "early_drop";
    this.#line.send({ do: "end", reason });
    this.#timers.push(setTimeout(() => this.#kill(), END_GRACE_MS));
  }

  async #log(stream: "stdout" | "stderr", level: "info" | "error"): Promise<void> {
    const { ctx, name } = this.#options;
    for await (const line of this.#process.child[stream].pipeThrough(new TextLineStream())) {
      // V8 dies of a full heap with a page of figures; the limit that it died of says it all.
      if (line.includes("Fatal JavaScript out of memory")) this.ending ??= "memory";
      ctx.log(name, level, line);
    }
  }

  async #cleanUp(status: Deno.CommandStatus): Promise<void> {
    const { ctx } = this.#options;
    ctx.unguard(this.#process.child.pid);
    clearTimeout(this.#watchTimer);
    clearTimeout(this.#bootTimer);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#line?.close();
    this.#connection?.close();
    this.retired = true;
    this.hasEnded = true;
    if (this.ending === "crash") {
      this.#say("error", `ended with ${status.signal ?? `exit code ${status.code}`}`);
    }
    for (const { over } of this.#work.values()) over();
    this.#work.clear();
    this.#listening.reject(new Error("The function ended before it called Deno.serve."));
    this.#options.onChange(this);
    this.#say("debug", `is gone (${this.ending}), having used ${this.usage.cpuMs.toFixed(0)} ms of CPU`);
    await Deno.remove(this.#process.temporary, { recursive: true }).catch(() => {});
  }

  #say(level: "debug" | "error", message: string): void {
    this.#options.ctx.log(this.#options.name, level, `isolate ${this.executionId.slice(0, 8)} ${message}`);
  }
}
