/**
 * Broadcasting over HTTP: one message, or a batch, without a connection.
 *
 * @module
 */
import { z } from "zod";
import type { Claims } from "../context.ts";
import type { Authorizer } from "./authorize.ts";
import type { Topics } from "./channels.ts";
import type { Broadcast } from "./frames.ts";
import { MAX_PAYLOAD, payloadSize } from "./messages.ts";

const Batch = z.object({
  messages: z.array(z.object({
    topic: z.string().min(1),
    event: z.string().min(1),
    payload: z.record(z.string(), z.unknown()),
    private: z.boolean().default(false),
    id: z.string().optional(),
  })).min(1),
});
const ONE = /\/api\/broadcast\/([^/]+)\/events\/([^/]+)\/?$/;
const BATCH = /\/api\/broadcast\/?$/;

interface Addressed {
  topic: { name: string; isPrivate: boolean };
  broadcast: Broadcast;
}

export class BroadcastApi {
  constructor(private readonly topics: Topics, private readonly authorizer: Authorizer) {}

  async handle(request: Request, claims: Claims): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const one = ONE.exec(pathname);
    if (request.method !== "POST" || !(one || BATCH.test(pathname))) {
      return Response.json({ message: "not found" }, { status: 404 });
    }
    let messages: Addressed[];
    try {
      messages = one
        ? [await readOne(request, decodeURIComponent(one[1]!), decodeURIComponent(one[2]!), searchParams)]
        : await readBatch(request);
    } catch (error) {
      return Response.json({ errors: { messages: [(error as Error).message] } }, { status: 422 });
    }
    // A message that the policies refuse is dropped without a word, as on hosted.
    for (const { topic, broadcast } of messages) {
      const isAllowed = !topic.isPrivate || await this.authorizer.mayWrite(claims, topic.name, "broadcast");
      if (isAllowed) this.topics.send(topic, broadcast);
    }
    return new Response(null, { status: 202 });
  }
}

async function readOne(request: Request, name: string, event: string, query: URLSearchParams): Promise<Addressed> {
  const isBinary = request.headers.get("content-type")?.startsWith("application/octet-stream");
  const payload = isBinary
    ? { binary: new Uint8Array(await request.arrayBuffer()) }
    : { json: JSON.stringify(await request.json()) };
  return checkSize({ topic: { name, isPrivate: query.get("private") === "true" }, broadcast: { event, payload } });
}

async function readBatch(request: Request): Promise<Addressed[]> {
  const result = Batch.safeParse(await request.json());
  if (!result.success) throw new Error(z.prettifyError(result.error));
  return result.data.messages.map(({ topic, event, payload, private: isPrivate, id }) =>
    checkSize({
      topic: { name: topic, isPrivate },
      broadcast: { event, payload: { json: JSON.stringify(payload) }, ...(id === undefined ? {} : { meta: { id } }) },
    })
  );
}

function checkSize(message: Addressed): Addressed {
  if (payloadSize(message.broadcast) > MAX_PAYLOAD) throw new Error("Payload size exceeds tenant limit");
  return message;
}
