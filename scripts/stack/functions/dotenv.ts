/**
 * Reads the `NAME=value` lines of a `.env` file: comments, `export`, quotes, and `\n` within double quotes. Values in
 * quotes may span lines.
 */
export function parseDotenv(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const line =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:"((?:\\[^]|[^"\\])*)"|'([^']*)'|([^\r\n]*?))[ \t]*(?:(?<=["'\s=])#[^\r\n]*)?$/gm;
  for (const [, name, double, single, bare] of text.matchAll(line)) {
    values[name!] = double?.replaceAll("\\n", "\n").replaceAll(/\\(.)/g, "$1") ?? single ?? bare ?? "";
  }
  return values;
}
