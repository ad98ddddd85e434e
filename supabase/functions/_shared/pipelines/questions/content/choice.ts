/**
 * Tells options to choose from and parts to work on apart.
 *
 * @module
 */
import type { Part } from "./question.ts";
import type { Node } from "./tree.ts";

const CHOICE =
  /\b(which|choose|select|circle (the|one)|tick|pick|correct (answer|option|choice)|best (answer|describes|completes)|one of the following|welche|kreuze|wähle|cu[áa]l|elige|escoge|seleccion[ae]|laquelle|lequel|cochez|choisi\w*|qual)\b/iu;
const TASKS =
  /\b(following|each|these|both)\b.{0,60}[:.]?$|^(solve|find|simplify|evaluate|calculate|compute|work out|write|state|name|give|factor\w*|expand|convert|differentiate|integrate|round|complete)\b/iu;
const VERB =
  /^(solve|find|simplify|evaluate|calculate|compute|work out|write|state|name|give|factor\w*|expand|explain|describe|show|prove|draw|sketch|plot|determine|estimate|hence|what|why|how|when|who|list|use|identify|complete|discuss|suggest|outline|define)\b/iu;
const LONG = 160;

/** A few words that are no sentence and nothing to be worked out. */
const isName = (text: string): boolean =>
  text !== "" && text.split(" ").length <= 5 && !/[.?!:]$|[=+×÷√^]|\d\s*[-−*/]\s*\d/u.test(text);

/** @param text of the question that the list stands under */
export function isChoice(text: string, nodes: readonly Node[], items: readonly Part[]): boolean {
  const [first] = nodes;
  if (first?.label === undefined) return false;
  if (first.label.style === "bullet") return true;
  if (items.length < 2 || items.length > 8) return false;
  if (items.some((item) => item.marks !== null || item.parts.length > 0 || item.options.length > 0)) return false;
  if (items.some((item) => item.text.length > LONG)) return false;
  const asking = items.filter((item) => /\?$/.test(item.text) || VERB.test(item.text)).length;
  if (asking * 2 > items.length) return false;
  if (first.label.kind === "upper") return items.length >= 3 || !TASKS.test(text);
  if (first.label.kind !== "lower") return CHOICE.test(text) && items.length >= 3;
  if (items.length < 3 || items.length > 6) return false;
  if (CHOICE.test(text)) return true;
  if (!TASKS.test(text) && items.every((item) => isName(item.text))) return true;
  return (/\?$/.test(text) || /\b(is|are|was|were|equals?|by|of|the|to)\s*(:|_{5}\.?)?$/iu.test(text) ||
    /_{5}/.test(text)) && !TASKS.test(text);
}
