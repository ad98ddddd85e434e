/**
 * The pattern of a text: `A` for capitals, `a` for small letters, `9` for digits, runs of four and more cut short. Codes of
 * one kind have one pattern: "DE-4711" is `AA-9999`.
 */
export function patternOf(text: string): string {
  let pattern = "", last = "", run = 0;
  for (const character of text.length > 60 ? text.slice(0, 60) : text) {
    const code = character.charCodeAt(0);
    const sign = code >= 48 && code <= 57
      ? "9"
      : code >= 97 && code <= 122
      ? "a"
      : code >= 65 && code <= 90
      ? "A"
      : code > 127 && /\p{L}/u.test(character)
      ? (character === character.toLowerCase() ? "a" : "A")
      : character;
    run = sign === last ? run + 1 : 1;
    last = sign;
    if (run <= 4 || !"Aa9".includes(sign)) pattern += sign;
    else if (run === 5) pattern += "+";
  }
  return pattern;
}
