/**
 * The live connection: one private channel on which the database tells of every change of the owner's jobs.
 *
 * Whatever goes wrong (the socket closes, a heartbeat stays unanswered, the server ends the channel, the laptop slept),
 * the remedy is the same: throw socket and channel away and join anew. The library's own reconnecting is not relied
 * on: it stops in hidden tabs, and a socket that dies without a close leaves it waiting for good.
 *
 * @module
 */
import type { RealtimeChannel } from "@supabase/supabase-js";
import type { Job } from "../../../supabase/functions/_shared/jobs/job.ts";
import type { Session } from "./session.ts";

export type LiveState = "connecting" | "live" | "reconnecting";

export interface LiveHandlers {
  /** After every join: whatever was sent before it was missed, so fetch. */
  onJoin(): void;
  onJob(job: Job): void;
  onDeleted(id: string): void;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
/** A socket that has not answered by then is dead, whatever it says of itself. */
const HEARTBEAT_ANSWER_MS = 4_000;

export class LiveConnection {
  #state: LiveState = "connecting";
  #channel: RealtimeChannel | undefined;
  /** The latest attempt to join; an older one that comes to its turn later gives up. */
  #attempt: symbol | undefined;
  /** Settles when the former socket and channel are gone. */
  #cleared: Promise<void> = Promise.resolve();
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly session: Session, private readonly handlers: LiveHandlers) {}

  readonly state = (): LiveState => this.#state;

  readonly subscribe = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    addEventListener("online", () => this.#check());
    addEventListener("offline", () => this.#lost());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#check();
    });
    this.session.supabase.realtime.onHeartbeat((status) => {
      clearTimeout(this.#answerTimer);
      if (status === "sent") this.#answerTimer = setTimeout(() => this.#lost(), HEARTBEAT_ANSWER_MS);
      else if (status !== "ok") this.#lost();
    });
    void this.#join();
  }

  async #join(): Promise<void> {
    const { supabase, userId } = this.session;
    const attempt = this.#attempt = Symbol();
    await this.#cleared;
    await supabase.realtime.setAuth();
    if (attempt !== this.#attempt) return;

    const channel = this.#channel = supabase.channel(`jobs:${userId}`, { config: { private: true } });
    channel
      .on("broadcast", { event: "job" }, ({ payload }) => this.handlers.onJob(payload as Job))
      .on("broadcast", { event: "jobs" }, ({ payload }) => (payload.jobs as Job[]).forEach(this.handlers.onJob))
      .on("broadcast", { event: "job.deleted" }, ({ payload }) => this.handlers.onDeleted(payload.id))
      .subscribe((status) => {
        if (channel !== this.#channel) return;
        if (status !== "SUBSCRIBED") return this.#lost();
        this.#failures = 0;
        this.#become("live");
        this.handlers.onJoin();
      });
  }

  /** Gives up socket and channel, and joins anew after a pause that doubles from failure to failure. */
  #lost(): void {
    const channel = this.#channel;
    if (!channel) return;
    this.#channel = undefined;
    clearTimeout(this.#answerTimer);
    this.#become("reconnecting");
    this.#cleared = this.#discard(channel);
    const pause = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    this.#joinAfter(pause * (0.75 + Math.random() / 2));
  }

  #joinAfter(pause: number): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#join(), pause);
  }

  async #discard(channel: RealtimeChannel): Promise<void> {
    const { supabase } = this.session;
    await supabase.realtime.disconnect();
    await supabase.removeChannel(channel);
  }

  /** The network or the user came back: do not wait for a timer, and do not trust a socket that looks open. */
  #check(): void {
    if (this.#state === "live") {
      this.handlers.onJoin();
      void this.session.supabase.realtime.sendHeartbeat();
    } else if (!this.#channel) {
      this.#failures = 0;
      this.#joinAfter(0);
    }
  }

  #become(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
