/**
 * The HTTP API of jobs. Routes only: rules live in the database and in `_shared/jobs`.
 *
 * @module
 */
import { app } from "./app.ts";

Deno.serve(app.fetch);
