import { RestError } from "./errors.ts";

/** The form that the answer is wanted in. */
export interface AnswerForm {
  form: "array" | "object" | "csv";
  stripNulls: boolean;
}

/** @throws RestError (406) when none of what `Accept` names can be served */
export function answerForm(request: Request): AnswerForm {
  const accept = request.headers.get("accept") ?? "*/*";
  for (const part of accept.split(",")) {
    const [type = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    const stripNulls = parameters.includes("nulls=stripped");
    if (["*/*", "application/*", "application/json"].includes(type)) return { form: "array", stripNulls: false };
    if (type.startsWith("application/vnd.pgrst.array")) return { form: "array", stripNulls };
    if (type.startsWith("application/vnd.pgrst.object")) return { form: "object", stripNulls };
    if (type === "text/csv") return { form: "csv", stripNulls: false };
  }
  throw new RestError(406, "PGRST107", `None of these media types are available: ${accept}`);
}

export function contentType({ form, stripNulls }: AnswerForm): string {
  if (form === "csv") return "text/csv; charset=utf-8";
  const suffix = stripNulls ? "; nulls=stripped" : "";
  if (form === "object") return `application/vnd.pgrst.object+json${suffix}; charset=utf-8`;
  return stripNulls ? `application/vnd.pgrst.array+json${suffix}; charset=utf-8` : "application/json; charset=utf-8";
}

/** The expression that makes the body out of `_rows`, over its rows `_t`. */
export function bodyExpression({ form, stripNulls }: AnswerForm): string {
  const strip = (expression: string) => stripNulls ? `json_strip_nulls(${expression})` : expression;
  switch (form) {
    case "object":
      return `${strip("json_agg(_t)")} -> 0`;
    case "array":
      return `coalesce(${strip("json_agg(_t)")}, '[]')`;
    case "csv":
      return `coalesce((select string_agg(k, ',') from (
        select json_object_keys(row_to_json(x)) k from (select * from _rows limit 1) x) _), '') || e'\\n' ||
        coalesce(string_agg(substring(_t::text, 2, length(_t::text) - 2), e'\\n'), '')`;
  }
}

/** @throws RestError (406) when one object was asked for and there is not exactly one row */
export function requireSingle({ form }: AnswerForm, rows: number): void {
  if (form !== "object" || rows === 1) return;
  const details = `The result contains ${rows} rows`;
  throw new RestError(406, "PGRST116", "Cannot coerce the result to a single JSON object", details);
}
