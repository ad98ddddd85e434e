/**
 * Words that stand for "nothing" and for true and false.
 *
 * @module
 */
const NOTHING = new Set([
  ..."na n/a #n/a n.a. n.a <na> nan null nil none - -- --- – — . .. … ? ?? #null! #value! #ref! #div/0! #name? #num!"
    .split(" "),
  ..."k.a. keine entfällt n.d. s/o s.o. s/d desconocido inconnu".split(" "),
  "not available",
  "not applicable",
  "keine angabe",
  "non disponible",
  "no aplica",
]);

const TRUE = new Set("true yes y t ja oui si sí sim vrai wahr verdadero on x ✓ はい 是".split(" "));
const FALSE = new Set("false no n f nein non não faux falsch falso off いいえ 否".split(" "));

const LONGEST_NOTHING = 15;
const ASCII = 128;

/** Which characters such a word begins with, and which it ends with: most values are told apart by that alone. */
const FIRST = marked((word) => word.charCodeAt(0)), LAST = marked((word) => word.charCodeAt(word.length - 1));

function marked(characterOf: (word: string) => number): Uint8Array {
  const marks = new Uint8Array(ASCII);
  for (const word of [...NOTHING, "*"]) {
    for (const each of [word, word.toUpperCase()]) {
      const character = characterOf(each);
      if (character < ASCII) marks[character] = 1;
    }
  }
  return marks;
}

/** @param text trimmed and not empty */
export function meansNothing(text: string): boolean {
  if (text.length > LONGEST_NOTHING) return false;
  const first = text.charCodeAt(0), last = text.charCodeAt(text.length - 1);
  // Letters of other alphabets may be lower-case letters of this one when written large.
  if (first < ASCII && FIRST[first] === 0 || last < ASCII && LAST[last] === 0) return false;
  return NOTHING.has(text.toLowerCase()) || /^\*{2,}$/.test(text);
}

/** @returns undefined for what is neither */
export function truthOf(text: string): boolean | undefined {
  if (text.length > 9) return undefined;
  const word = text.toLowerCase();
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}
