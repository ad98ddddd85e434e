/**
 * The routes of `/jobs`. Every request acts as its caller: the database and Storage decide what that user may do.
 *
 * @module
 */
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { cors } from "hono/cors";
import { CreateJob, JobCreated, JobEvents, JobLink, JobPage, ListJobs, Problem } from "../_shared/jobs/api.ts";
import { JobError } from "../_shared/jobs/errors.ts";
import { Job, JobDetail } from "../_shared/jobs/job.ts";
import { ListQuestions, QuestionPage } from "../_shared/pipelines/questions/api.ts";
import { getConfig } from "../_shared/platform/config.ts";
import { createLogger } from "../_shared/platform/log.ts";
import { type Caller, identify } from "./caller.ts";
import { createJob } from "./create.ts";
import { deleteJob } from "./delete.ts";
import { streamFile, streamResult } from "./files.ts";
import { answerLink, linkTokenOf } from "./links.ts";
import { toProblem } from "./problem.ts";
import { listQuestions, questionsCsv } from "./questions.ts";
import { getJob, listEvents, listJobs } from "./read.ts";

const log = createLogger({ function: "jobs" });

interface Env {
  Variables: { caller: Caller };
}

export const app = new OpenAPIHono<Env>({
  defaultHook(result) {
    if (result.success) return;
    const issue = result.error.issues[0];
    throw new JobError("invalid_request", `"${issue?.path.join(".")}" is wrong: ${issue?.message}.`);
  },
}).basePath("/jobs");

app.use(cors({
  origin: (origin) => {
    const { corsOrigins } = getConfig();
    return corsOrigins.includes("*") ? "*" : corsOrigins.includes(origin) ? origin : null;
  },
  allowHeaders: ["authorization", "apikey", "content-type", "idempotency-key", "x-client-info", "x-job-token", "range"],
  allowMethods: ["GET", "POST", "DELETE", "OPTIONS"],
  exposeHeaders: ["content-disposition", "content-length", "content-range", "retry-after"],
  maxAge: 3600,
}));

app.onError((error, c) => {
  const problem = toProblem(error);
  if (problem.status >= 500) log.error("request failed", { path: c.req.path, error });
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (error instanceof JobError && error.retryAfter) headers["retry-after"] = String(error.retryAfter);
  return c.body(JSON.stringify(problem), problem.status as 400, headers);
});
app.notFound(() => {
  throw new JobError("not_found", "There is nothing at this address.");
});

app.doc31("/openapi.json", { openapi: "3.1.0", info: { title: "Docmill jobs", version: "1" } });

app.use(async (c, next) => {
  const token = linkTokenOf(c.req.raw);
  if (token !== null) return await answerLink(c.req.raw, token);
  c.set("caller", identify(c.req.raw));
  await next();
});

const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
const problems = {
  default: {
    description: "What is wrong and what to do.",
    content: { "application/problem+json": { schema: Problem } },
  },
};
const params = z.object({ id: z.uuid() });

app.openapi(
  createRoute({
    method: "post",
    path: "/",
    summary: "Create a job from uploaded files (JSON), or upload them with the request (multipart/form-data)",
    request: {
      headers: z.object({ "idempotency-key": z.string().min(1).max(200).optional() }),
      body: {
        // Not marked as required: then each request would be held to both schemas. createJob() refuses one without a body.
        content: { "application/json": { schema: CreateJob }, "multipart/form-data": { schema: z.object({}) } },
      },
    },
    responses: { 202: json(JobCreated, "The job is queued."), ...problems },
  }),
  async (c) => {
    const job = await createJob(c.get("caller"), c.req);
    return c.json({ job_id: job.id, status: job.status, progress: job.progress }, 202);
  },
);

app.openapi(
  createRoute({
    method: "get",
    path: "/",
    summary: "List your jobs, newest first",
    request: { query: ListJobs },
    responses: { 200: json(JobPage, "A page of jobs."), ...problems },
  }),
  async (c) => c.json(await listJobs(c.get("caller"), c.req.valid("query")), 200),
);

app.openapi(
  createRoute({
    method: "get",
    path: "/{id}",
    summary: "Get a job, its files and where to download its result",
    request: { params },
    responses: { 200: json(JobDetail, "The job."), ...problems },
  }),
  async (c) => c.json(await getJob(c.get("caller"), c.req.valid("param").id), 200),
);

app.openapi(
  createRoute({
    method: "get",
    path: "/{id}/events",
    summary: "What happened to a job, oldest first",
    request: { params },
    responses: { 200: json(JobEvents, "The timeline."), ...problems },
  }),
  async (c) => c.json({ data: await listEvents(c.get("caller"), c.req.valid("param").id) }, 200),
);

app.openapi(
  createRoute({
    method: "get",
    path: "/{id}/questions",
    summary: "The questions of a worksheet as they are now, in order: JSON with links to their pictures, or all as CSV",
    request: { params, query: ListQuestions },
    responses: {
      200: {
        description: "A page of questions; with `format=csv` all of them.",
        content: { "application/json": { schema: QuestionPage }, "text/csv": { schema: z.string() } },
      },
      ...problems,
    },
  }),
  async (c) => {
    const { id } = c.req.valid("param"), query = c.req.valid("query");
    if (query.format === "json") return c.json(await listQuestions(c.get("caller"), id, query), 200);
    const headers = { "content-type": "text/csv; charset=utf-8", "x-content-type-options": "nosniff" };
    return c.body(await questionsCsv(c.get("caller"), id, query), 200, headers) as never;
  },
);

app.openapi(
  createRoute({
    method: "post",
    path: "/{id}/links",
    summary: "Make a link that opens a job without an account",
    description:
      "Its token, as header `x-job-token` or query parameter `token`, opens `GET /jobs/{id}`, its `result` and " +
      "its output files. It is told once.",
    request: { params },
    responses: { 201: json(JobLink, "The link."), ...problems },
  }),
  async (c) => {
    const { id } = c.req.valid("param");
    const token = await c.get("caller").rpc<string>("create_job_link", { p_job_id: id });
    return c.json({ job_id: id, token, url: `${getConfig().webUrl}/status/${id}#${token}` }, 201);
  },
);

app.openapi(
  createRoute({
    method: "delete",
    path: "/{id}/links",
    summary: "Close all links to a job, those in mails too",
    request: { params },
    responses: { 200: json(z.object({ revoked: z.number().int() }), "How many were open."), ...problems },
  }),
  async (c) => {
    const revoked = await c.get("caller").rpc<number>("revoke_job_links", { p_job_id: c.req.valid("param").id });
    return c.json({ revoked }, 200);
  },
);

for (const verb of ["cancel", "retry"] as const) {
  app.openapi(
    createRoute({
      method: "post",
      path: `/{id}/${verb}`,
      summary: verb === "cancel" ? "Cancel a job" : "Queue a failed or cancelled job again",
      request: { params },
      responses: { 200: json(Job, "The job as it is now."), ...problems },
    }),
    async (c) => c.json(await c.get("caller").rpc<Job>(`${verb}_job`, { p_job_id: c.req.valid("param").id }), 200),
  );
}

app.openapi(
  createRoute({
    method: "delete",
    path: "/{id}",
    summary: "Delete a job and all its files",
    request: { params },
    responses: { 204: { description: "Gone." }, ...problems },
  }),
  async (c) => {
    await deleteJob(c.get("caller"), c.req.valid("param").id);
    return c.body(null, 204);
  },
);

const file = { 200: { description: "The file." }, ...problems };

app.openapi(
  createRoute({
    method: "get",
    path: "/{id}/result",
    summary: "Download the result",
    request: { params },
    responses: file,
  }),
  (c) => streamResult(c.get("caller"), c.req.valid("param").id, c.req.raw),
);

app.openapi(
  createRoute({
    method: "get",
    path: "/{id}/files/{file_id}",
    summary: "Download one file of a job",
    request: { params: params.extend({ file_id: z.uuid() }) },
    responses: file,
  }),
  (c) => streamFile(c.get("caller"), c.req.valid("param").id, c.req.valid("param").file_id, c.req.raw),
);
