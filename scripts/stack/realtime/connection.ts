/**
 * One client's WebSocket: frames in, one after the other; frames out, as long as the client keeps up.
 *
 * @module
 */
import type { StackLog } from "../context.ts";
import { decode, encode, type Message, type Version } from "./frames.ts";

/** Bytes that may wait for a slow client before it is cut off; it then joins anew and fetches what it missed. */
const MAX_BUFFERED = 8 * 1024 * 1024;
/** Messages that may wait to be handled; joins take a few milliseconds each. */
const MAX_WAITING = 1000;
const MAX_FRAME = 3 * 1024 * 1024;
const CLOSE = { tooLarge: 1009, overload: 1013 };

export class Connection {
  #waiting = 0;
  #handling: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: WebSocket,
    readonly version: Version,
    handlers: { onMessage(message: Message): Promise<void>; onClose(): void },
    private readonly log: StackLog,
  ) {
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => this.#receive(data, handlers.onMessage));
    socket.addEventListener("close", () => this.#handling = this.#handling.then(handlers.onClose));
    socket.addEventListener("error", () => this.close(CLOSE.overload, "error"));
  }

  send(message: Parameters<typeof encode>[1]): void {
    this.sendFrame(encode(this.version, message));
  }

  sendFrame(frame: string | Uint8Array<ArrayBuffer>): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_BUFFERED) {
      this.log("realtime", "warn", "A client that does not read what it is sent has been cut off.");
      return this.close(CLOSE.overload, "Too slow");
    }
    this.socket.send(frame);
  }

  reply(to: Message, status: "ok" | "error", response: unknown = {}): void {
    const { topic, ref, joinRef } = to;
    this.send({ topic, ref, joinRef, event: "phx_reply", payload: { status, response } });
  }

  close(code = 1001, reason = ""): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.close(code, reason);
  }

  #receive(data: string | ArrayBuffer, onMessage: (message: Message) => Promise<void>): void {
    const size = typeof data === "string" ? data.length : data.byteLength;
    if (size > MAX_FRAME) return this.close(CLOSE.tooLarge, "Message too large");
    if (this.#waiting >= MAX_WAITING) return this.close(CLOSE.overload, "Too many messages");
    const message = decode(data);
    if (!message) return;
    this.#waiting++;
    this.#handling = this.#handling
      .then(() => onMessage(message))
      .catch((error) => this.log("realtime", "error", `Cannot handle "${message.event}": ${error?.stack ?? error}`))
      .finally(() => this.#waiting--);
  }
}
