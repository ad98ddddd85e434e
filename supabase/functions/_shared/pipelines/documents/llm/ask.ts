/**
 * Asks the language model, where there is one, and goes on without it where it does not answer.
 *
 * @module
 */
import { type Llm, llmFromEnvironment } from "../../../platform/llm.ts";
import { JobError } from "../../../jobs/errors.ts";
import type { DocumentsRun } from "../open.ts";
import type { Usage } from "../result.ts";
import type { Row } from "../text/rows.ts";
import { questionFor, type Said } from "./question.ts";

/** What the job knows of the model; kept in the cursor. */
export type LlmState = {
  /** Documents in a row for which it did not answer. */
  failures: number;
  /** Why it is asked no more. */
  off?: string;
};

export interface Asked {
  readonly said?: Said;
  /** Why there is no answer, in a sentence. */
  readonly warning?: string;
  readonly usage: Usage;
  readonly state: LlmState;
}

export const NOTHING_ASKED: Usage = { model: null, calls: 0, input_tokens: 0, output_tokens: 0, cost: null };

/** A model that is down is not waited for with each of 200 documents. */
const MOST_FAILURES = 3;

export async function ask(run: DocumentsRun, rows: readonly Row[], state: LlmState): Promise<Asked> {
  if (run.options.llm === "off") return { usage: NOTHING_ASKED, state };
  if (state.off) return { usage: NOTHING_ASKED, state, warning: state.off };
  let llm: Llm | undefined;
  try {
    llm = configured();
    if (!llm) return { usage: NOTHING_ASKED, state };
    const { instructions, schema } = questionFor(run.options);
    const document = rows.map((row) => row.text).join("\n");
    const { value } = await run.waitFor(llm.ask({ instructions, document, schema, signal: run.signal }));
    return { said: value, usage: usageOf(llm), state: { failures: 0 } };
  } catch (error) {
    if (run.signal.aborted || !(error instanceof JobError)) throw error;
    run.log.warn("language model gave no answer", { type: error.type, error });
    const usage = llm ? usageOf(llm) : NOTHING_ASKED;
    return { usage, state: after(error, state), warning: `Read without the language model: ${error.detail}` };
  }
}

/** A wrong setting is the operator's: it is told, and the job goes on. */
function configured(): Llm | undefined {
  try {
    return llmFromEnvironment();
  } catch (error) {
    throw new JobError("llm_misconfigured", `The language model cannot be used: ${(error as Error).message}.`);
  }
}

function after({ type, detail }: JobError, { failures }: LlmState): LlmState {
  const off = `Read without the language model: ${detail}`;
  if (type === "llm_misconfigured") return { failures: failures + 1, off };
  // What is wrong with one document says nothing of the next.
  if (type !== "llm_unavailable") return { failures: 0 };
  return failures + 1 >= MOST_FAILURES ? { failures: failures + 1, off } : { failures: failures + 1 };
}

function usageOf({ model, used }: Llm): Usage {
  return {
    model,
    calls: used.requests,
    input_tokens: used.inputTokens,
    output_tokens: used.outputTokens,
    cost: used.cost,
  };
}

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    model: a.model ?? b.model,
    calls: a.calls + b.calls,
    input_tokens: a.input_tokens + b.input_tokens,
    output_tokens: a.output_tokens + b.output_tokens,
    cost: a.calls === 0 ? b.cost : b.calls === 0 ? a.cost : a.cost === null || b.cost === null ? null : a.cost + b.cost,
  };
}
