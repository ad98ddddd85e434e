import { zipOf } from "../zip/testing.ts";

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

export interface TestDocx {
  /** What is in the body. */
  readonly body: string;
  readonly title?: string;
  /** Other parts by their names. */
  readonly parts?: Readonly<Record<string, string>>;
}

export const part = (content: string): string => `<?xml version="1.0"?><w:part ${WORD}>${content}</w:part>`;

export const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** A Word document, as small as one can be. */
export function docxOf({ body, title, parts = {} }: TestDocx): Promise<Uint8Array<ArrayBuffer>> {
  return zipOf([
    {
      name: "[Content_Types].xml",
      content:
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    },
    { name: "word/document.xml", content: part(`<w:body>${body}</w:body>`) },
    ...(title === undefined ? [] : [{ name: "docProps/core.xml", content: `<p><dc:title>${title}</dc:title></p>` }]),
    ...Object.entries(parts).map(([name, content]) => ({ name, content })),
  ]);
}
