import type { Usage } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { formatCount } from "../../ui/format.ts";
import classes from "./result_view.module.css";

/** What the language model was asked and what that cost; nothing where there was none. */
export function UsageLine({ usage }: { usage: Usage }) {
  const { model, calls, input_tokens, output_tokens, cost } = usage;
  if (calls === 0) return null;
  const parts = [
    formatCount(calls, "request"),
    formatCount(input_tokens + output_tokens, "token"),
    cost === null ? "cost unknown" : dollars(cost),
  ];
  return <p className={classes["usage"]}>Language model {model ?? ""}: {parts.join(", ")}</p>;
}

/** To two places that say something: $12.40, $0.0012. */
function dollars(cost: number): string {
  const most = cost >= 1 || cost === 0 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(cost)));
  return cost.toLocaleString("en-US", { style: "currency", currency: "USD", maximumFractionDigits: most });
}
