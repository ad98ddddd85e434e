/**
 * The HTTP interface of Storage, as supabase-js speaks it: which request means which operation.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Claims } from "../context.ts";
import type { Blobs } from "./blobs.ts";
import { BucketChange, BucketQuery, type Buckets, NewBucket } from "./buckets.ts";
import type { ObjectRow } from "./database.ts";
import { invalidRequest, noSuchBucket, StorageError } from "./errors.ts";
import { type Listing, ListQuery, ListV2Query } from "./list.ts";
import type { Objects } from "./objects.ts";
import type { ResumableUploads } from "./resumable.ts";
import { describeObject, serveObject } from "./serve.ts";
import type { UrlSigner } from "./signing.ts";
import { parseUserMetadata, readUploadBody } from "./upload_body.ts";

export interface Parts {
  buckets: Buckets;
  objects: Objects;
  listing: Listing;
  signer: UrlSigner;
  resumable: ResumableUploads;
  blobs: Blobs;
}

type Env = { Bindings: { claims: Claims } };
type Route = Context<Env, "/:bucket/:name">;

const MAX_PER_REQUEST = 1000;
const ExpiresIn = z.number().int().min(1);
const SignOne = z.object({ expiresIn: ExpiresIn });
const SignMany = z.object({ expiresIn: ExpiresIn, paths: z.array(z.string()).min(1).max(MAX_PER_REQUEST) });
const Removal = z.object({ prefixes: z.array(z.string()).min(1).max(MAX_PER_REQUEST) });
const Transfer = z.object({
  bucketId: z.string(),
  sourceKey: z.string(),
  destinationBucket: z.string().optional(),
  destinationKey: z.string(),
  copyMetadata: z.boolean().optional(),
  metadata: z.object({ cacheControl: z.string().optional(), mimetype: z.string().optional() }).optional(),
});

export function createRoutes(parts: Parts): Hono<Env> {
  const app = new Hono<Env>().basePath("/storage/v1");
  app.get("/status", (c) => c.json({ status: "ok" }));
  bucketRoutes(app, parts);
  app.all("/upload/resumable/*", (c) => parts.resumable.handle(c.req.raw, c.env.claims));
  app.all("/upload/resumable", (c) => parts.resumable.handle(c.req.raw, c.env.claims));
  signingRoutes(app, parts);
  managementRoutes(app, parts);
  readRoutes(app, parts);
  uploadRoutes(app, parts);
  app.notFound((c) => {
    const message = `Route ${c.req.method}:${c.req.path} not found`;
    return c.json({ statusCode: "404", error: "Not Found", message, code: "InvalidRequest" }, 404);
  });
  app.onError((error) => {
    throw error;
  });
  return app;
}

function bucketRoutes(app: Hono<Env>, { buckets }: Parts): void {
  app.get("/bucket", async (c) => c.json(await buckets.list(c.env.claims, check(BucketQuery, c.req.query()))));
  app.post("/bucket", async (c) => {
    const bucket = await readJson(c.req.raw, NewBucket);
    await buckets.create(bucket, c.env.claims);
    return c.json({ name: bucket.name });
  });
  app.get("/bucket/:id", async (c) => c.json(await buckets.get(c.req.param("id"), c.env.claims)));
  app.put("/bucket/:id", async (c) => {
    await buckets.update(c.req.param("id"), await readJson(c.req.raw, BucketChange), c.env.claims);
    return c.json({ message: "Successfully updated" });
  });
  app.post("/bucket/:id/empty", async (c) => {
    await buckets.empty(c.req.param("id"), c.env.claims);
    return c.json({ message: "Successfully emptied" });
  });
  app.delete("/bucket/:id", async (c) => {
    await buckets.remove(c.req.param("id"), c.env.claims);
    return c.json({ message: "Successfully deleted" });
  });
}

function signingRoutes(app: Hono<Env>, { objects, signer, blobs }: Parts): void {
  const unavailable = "Either the object does not exist or you do not have access to it";
  app.post("/object/sign/:bucket", async (c) => {
    const { expiresIn, paths } = await readJson(c.req.raw, SignMany);
    const bucket = c.req.param("bucket");
    return c.json(
      await Promise.all(paths.map(async (path) => {
        const found = await objects.find(bucket, path, c.env.claims, "object.sign_many").then(() => true, isMissing);
        if (!found) return { error: unavailable, path, signedURL: null };
        const token = await signer.forDownload(bucket, path, expiresIn);
        return { error: null, path, signedURL: `/object/sign/${bucket}/${path}?token=${token}` };
      })),
    );
  });
  app.post("/object/sign/:bucket/:name{.+}", async (c) => {
    const { expiresIn } = await readJson(c.req.raw, SignOne);
    const { bucket, name } = c.req.param();
    await objects.find(bucket, name, c.env.claims, "object.sign");
    return c.json({
      signedURL: `/object/sign/${bucket}/${name}?token=${await signer.forDownload(bucket, name, expiresIn)}`,
    });
  });
  app.get("/object/sign/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    const grant = await signer.checkDownload(c.req.query("token") ?? "", bucket, name);
    return serveObject(c.req.raw, await objects.find(bucket, name), blobs, grant);
  });
  app.post("/object/upload/sign/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    const grant = { owner: c.env.claims.sub, upsert: isUpsert(c) };
    const content = { metadata: {}, userMetadata: null };
    await objects.checkUpload({ bucket, name, ...grant }, content, c.env.claims, "object.sign_upload_url");
    const token = await signer.forUpload(bucket, name, grant);
    return c.json({ url: `/object/upload/sign/${bucket}/${name}?token=${token}`, token });
  });
  app.put("/object/upload/sign/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    const grant = await signer.checkUpload(c.req.query("token") ?? "", bucket, name);
    const body = await readUploadBody(c.req.raw);
    await objects.upload({ bucket, name, ...grant }, body, undefined, "object.upload_signed");
    return c.json({ Key: `${bucket}/${name}` });
  });
}

function managementRoutes(app: Hono<Env>, { objects, listing }: Parts): void {
  app.post("/object/list/:bucket", async (c) => {
    return c.json(await listing.list(c.req.param("bucket"), await readJson(c.req.raw, ListQuery), c.env.claims));
  });
  app.post("/object/list-v2/:bucket", async (c) => {
    return c.json(await listing.listV2(c.req.param("bucket"), await readJson(c.req.raw, ListV2Query), c.env.claims));
  });
  app.post("/object/move", async (c) => {
    const body = await readJson(c.req.raw, Transfer);
    const to = { bucket: body.destinationBucket ?? body.bucketId, name: body.destinationKey };
    const moved = await objects.move({ bucket: body.bucketId, name: body.sourceKey }, to, c.env.claims);
    return c.json({ message: "Successfully moved", Id: moved.id, Key: moved.name });
  });
  app.post("/object/copy", async (c) => {
    const body = await readJson(c.req.raw, Transfer);
    const bucket = body.destinationBucket ?? body.bucketId;
    const to = { bucket, name: body.destinationKey, owner: c.env.claims.sub, upsert: isUpsert(c) };
    const header = c.req.header("x-metadata");
    const replacement = body.copyMetadata === false
      ? { metadata: definedOnly(body.metadata ?? {}), userMetadata: header ? parseUserMetadata(atob(header)) : null }
      : undefined;
    const copied = await objects.copy({ bucket: body.bucketId, name: body.sourceKey }, to, replacement, c.env.claims);
    return c.json({ ...copied, Id: copied.id, Key: `${bucket}/${copied.name}` });
  });
  app.delete("/object/:bucket", async (c) => {
    const { prefixes } = await readJson(c.req.raw, Removal);
    return c.json(await objects.removeMany(c.req.param("bucket"), prefixes, c.env.claims));
  });
  app.delete("/object/:bucket/:name{.+}", async (c) => {
    await objects.remove(c.req.param("bucket"), c.req.param("name"), c.env.claims);
    return c.json({ message: "Successfully deleted" });
  });
}

function readRoutes(app: Hono<Env>, { objects, blobs }: Parts): void {
  /** Public buckets are read past the policies, all others as the caller. */
  async function find(c: Route, operation: string, onlyPublic: boolean): Promise<ObjectRow> {
    const { bucket: id, name } = c.req.param();
    const bucket = await objects.bucket(id);
    if (onlyPublic && !bucket.public) throw noSuchBucket();
    return await objects.find(id, name, bucket.public ? undefined : c.env.claims, operation);
  }
  const describe = (onlyPublic: boolean) => async (c: Route) =>
    describeObject(await find(c, "object.get_authenticated_info", onlyPublic));
  const serve = (onlyPublic: boolean) => async (c: Route) =>
    serveObject(c.req.raw, await find(c, "object.get_authenticated", onlyPublic), blobs);
  app.get("/object/info/public/:bucket/:name{.+}", describe(true));
  app.get("/object/info/authenticated/:bucket/:name{.+}", describe(false));
  app.get("/object/info/:bucket/:name{.+}", describe(false));
  app.get("/object/public/:bucket/:name{.+}", serve(true));
  app.get("/object/authenticated/:bucket/:name{.+}", serve(false));
  app.get("/object/:bucket/:name{.+}", serve(false));
}

function uploadRoutes(app: Hono<Env>, { objects }: Parts): void {
  const upload = (operation: string) => async (c: Route) => {
    const { bucket, name } = c.req.param();
    const to = { bucket, name, owner: c.env.claims.sub, upsert: c.req.method === "PUT" || isUpsert(c) };
    const object = await objects.upload(to, await readUploadBody(c.req.raw), c.env.claims, operation);
    return c.json({ Id: object.id, Key: `${bucket}/${name}` });
  };
  app.post("/object/:bucket/:name{.+}", upload("object.upload"));
  app.put("/object/:bucket/:name{.+}", upload("object.upload_update"));
}

function isUpsert(c: { req: { header(name: string): string | undefined } }): boolean {
  return c.req.header("x-upsert") === "true";
}

function isMissing(error: unknown): false {
  if (error instanceof StorageError && error.code === "NoSuchKey") return false;
  throw error;
}

async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  return check(schema, await request.json().catch(() => ({})));
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalidRequest(`body/${issue!.path.join("/")} ${issue!.message}`);
}

function definedOnly<T extends object>(value: T) {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));
}
