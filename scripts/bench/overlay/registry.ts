/**
 * Takes the place of the product's registry in the project that benches run: jobs that do nothing, jobs that take two
 * seconds in four steps, and jobs whose step never ends. Each says when its steps begin and end.
 *
 * @module
 */
import { z } from "zod";
import type { AnyPipeline, Run } from "../../../supabase/functions/_shared/pipelines/pipeline.ts";
import { mark } from "./marks.ts";

const options = z.object({ id: z.string().default("") });
type Options = z.infer<typeof options>;

const stages = [{ name: "bench", share: 1, timeoutSeconds: 600 }];
const common = { options, stages, mainOutput: "nothing.txt" };

const noop = {
  ...common,
  kind: "pdf-to-csv",
  step({ options: { id } }: { options: Options }) {
    mark("body", id);
    return Promise.resolve({ done: {} });
  },
};

const NAP_STEPS = 4;
const NAP_STEP_MS = 500;
const nap = {
  ...common,
  kind: "pdf-to-csv",
  async step({ options: { id } }: { options: Options }, cursor: number = 0) {
    mark("begun", id, cursor);
    await new Promise((resolve) => setTimeout(resolve, NAP_STEP_MS));
    mark("ended", id, cursor);
    return cursor + 1 === NAP_STEPS ? { done: {} } : { next: cursor + 1 };
  },
};

const hang = {
  ...common,
  kind: "pdf-to-csv",
  step(run: Run<Options>) {
    mark("begun", run.options.id);
    run.report("bench", 0);
    run.signal.addEventListener("abort", () => mark("ended", run.options.id));
    return run.waitFor(new Promise(() => {}));
  },
};

const PIPELINES: Record<string, object> = { nap, hang };

export function loadPipeline(kind: string): Promise<AnyPipeline> {
  return Promise.resolve((PIPELINES[kind.split("-")[1]!] ?? noop) as AnyPipeline);
}
