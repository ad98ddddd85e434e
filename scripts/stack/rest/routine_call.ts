/**
 * Calls of functions: which of several of a name is meant, and the SQL that calls it.
 *
 * @module
 */
import type { Arguments } from "./body.ts";
import { RestError } from "./errors.ts";
import type { Routine, SchemaCache } from "./schema_cache.ts";
import { identifier, literal, qualified } from "./sql_text.ts";

/** Arguments by name: in the JSON of a body, or as texts of a URL. */
export type CallArguments = { json: Arguments } | { texts: Map<string, string[]> };

/** @throws RestError when no function of that name takes just these arguments, or several do */
export function findRoutine(cache: SchemaCache, schema: string, name: string, given: string[]): Routine {
  const routines = cache.routines.get(`${schema}.${name}`) ?? [];
  const fitting = routines.filter((routine) =>
    given.every((argument) => routine.arguments.some((known) => known.name === argument)) &&
    routine.arguments.every((known) => !known.required || known.variadic || given.includes(known.name))
  );
  if (fitting.length === 1) return fitting[0]!;
  if (fitting.length > 1) {
    // The one that leaves nothing to defaults is meant, when there is one.
    const exact = fitting.filter((routine) => routine.arguments.length === given.length);
    if (exact.length === 1) return exact[0]!;
    const choices = fitting.map((routine) => signature(routine)).join(", ");
    const message = `Could not choose the best candidate function between: ${choices}`;
    const hint =
      "Try renaming the parameters or the function itself in the database so function overloading can be resolved";
    throw new RestError(300, "PGRST203", message, null, hint);
  }
  const full = `${schema}.${name}`;
  const called = given.length === 0 ? `${full} without parameters` : `${full}(${given.join(", ")})`;
  const searched = given.length === 0
    ? `${full} without parameters`
    : `${full} with parameter${given.length === 1 ? "" : "s"} ${given.join(", ")}`;
  throw new RestError(
    404,
    "PGRST202",
    `Could not find the function ${called} in the schema cache`,
    `Searched for the function ${searched} or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache.`,
    routines.length === 0 ? null : `Perhaps you meant to call the function ${signature(routines[0]!, false)}`,
  );
}

/** The rows of a call, or its one value as `value`. */
export function callSql(routine: Routine, call: CallArguments): string {
  const name = qualified(routine.schema, routine.name);
  const used = routine.arguments.filter((argument) =>
    "json" in call ? call.json.names.includes(argument.name) : call.texts.has(argument.name)
  );
  if ("texts" in call) {
    const values = used.map((argument) => {
      const texts = call.texts.get(argument.name)!;
      const value = argument.variadic
        ? `array[${texts.map(literal).join(", ")}]::${argument.type}`
        : `${literal(texts.at(-1)!)}::${argument.type}`;
      return pass(argument, value);
    });
    return rowsSql(routine, `${name}(${values.join(", ")})`, "");
  }
  if (used.length === 0) return rowsSql(routine, `${name}()`, "");
  const types = used.map((argument) => `${identifier(argument.name)} ${argument.type}`).join(", ");
  const from = `json_to_record(${literal(call.json.text)}::json) as _a(${types})`;
  const values = used.map((argument) => pass(argument, `_a.${identifier(argument.name)}`));
  return rowsSql(routine, `${name}(${values.join(", ")})`, from);
}

function pass(argument: { name: string; variadic: boolean }, value: string): string {
  return `${argument.variadic ? "variadic " : ""}${identifier(argument.name)} := ${value}`;
}

function rowsSql(routine: Routine, call: string, from: string): string {
  if (routine.returns === "composite") {
    return `select _c.* from ${from === "" ? "" : `${from}, lateral `}${call} as _c`;
  }
  return `select ${call} as value${from === "" ? "" : ` from ${from}`}`;
}

function signature(routine: Routine, types = true): string {
  const parameters = routine.arguments.map(({ name, type }) => types ? `${name} => ${type}` : name).join(", ");
  return `${routine.schema}.${routine.name}(${parameters})`;
}
