/**
 * A text that stands alone. Cells are parts of their slice's text, and V8 keeps all of that, megabytes, as long as one of
 * them is kept.
 */
export const ownText = (text: string): string => JSON.parse(JSON.stringify(text));

/** The same for many at a time. */
export const ownTexts = (texts: readonly string[]): string[] => JSON.parse(JSON.stringify(texts));
