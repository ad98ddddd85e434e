/**
 * Tables in scripts that the fonts of every reader do not hold: named, not embedded, as files from the countries that write
 * them often are.
 *
 * @module
 */
import { PDFDocument, PDFName, PDFString } from "@cantoo/pdf-lib";
import type { Family } from "./families.ts";
import type { Random } from "./random.ts";

const CHINESE = {
  cmap: "UniGB-UCS2-H",
  ordering: "GB1",
  font: "STSong-Light",
  heading: ["地区", "面积", "人口", "产量"],
  labels: ["北京", "上海", "广东省", "四川省", "云南省", "浙江省", "湖北省"],
};
const JAPANESE = {
  cmap: "UniJIS-UCS2-H",
  ordering: "Japan1",
  font: "HeiseiMin-W3",
  heading: ["都道府県", "面積", "人口", "出荷額"],
  labels: ["北海道", "青森県", "東京都", "大阪府", "京都府", "福岡県", "沖縄県"],
};
const HEBREW = {
  cmap: "Identity-H",
  ordering: "Identity",
  font: "ArialHebrew",
  heading: ["אזור", "שטח", "אוכלוסייה", "תפוקה"],
  labels: ["צפון", "חיפה", "מרכז", "ירושלים", "דרום", "תל אביב", "שפלה"],
};

type Script = typeof CHINESE | typeof JAPANESE | typeof HEBREW;

/** Every glyph is an em wide in the first two, half an em in the last; figures are half an em wide in all. */
export const otherScripts: Family = async (random) => {
  const rightToLeft = random.chance(0.34);
  const script = rightToLeft ? HEBREW : random.pick([CHINESE, JAPANESE]);
  const { heading, labels } = script;
  const rows = [heading, ...random.some(labels, 6).map((label) => [label, ...figures(random)])];
  const em = 10, shown = rightToLeft ? rows.map((row) => [...row].reverse()) : rows;
  const columns = [60, 190, 300, 410];
  const operators: string[] = ["BT /F 10 Tf"];
  const ruled = random.chance(0.5);
  shown.forEach((row, r) =>
    row.forEach((text, c) => {
      const visual = rightToLeft ? [...text].reverse().join("") : text;
      const figure = /\d/.test(text);
      const drawn = figure ? text : visual;
      const width = [...drawn].reduce((sum, letter) => sum + widthOf(letter) * em, 0);
      const right = columns[c]! + (figure || rightToLeft ? 80 : width);
      const hex = [...drawn].map((letter) => letter.codePointAt(0)!.toString(16).padStart(4, "0")).join("");
      operators.push(`1 0 0 1 ${right - width} ${760 - 16 * r} Tm <${hex}> Tj`);
    })
  );
  operators.push("ET");
  if (ruled) {
    for (let r = 0; r <= rows.length; r++) operators.push(`50 ${772 - 16 * r} m 500 ${772 - 16 * r} l S`);
    for (const x of [50, 175, 285, 395, 500]) operators.push(`${x} 772 m ${x} ${772 - 16 * rows.length} l S`);
  }
  return { data: await fileOf(operators.join("\n"), script), tables: [{ page: 1, rows: shown }] };
};

const figures = (random: Random): string[] =>
  [random.int(200, 90_000), random.int(10_000, 900_000), random.int(10, 9_999)].map((number) =>
    String(number).replace(/\B(?=(\d{3})+$)/g, ",")
  );

const widthOf = (letter: string): number => letter.codePointAt(0)! < 0x600 ? 0.5 : 1;

async function fileOf(content: string, { cmap, ordering, font }: Script): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const page = pdf.addPage([595, 842]), { context } = pdf;
  const own = cmap === "Identity-H";
  const descriptor = {
    Flags: 4,
    FontBBox: [0, -200, 1000, 900],
    ItalicAngle: 0,
    Ascent: 880,
    Descent: -120,
    StemV: 80,
  };
  const descendant = context.obj({
    Type: "Font",
    Subtype: own ? "CIDFontType2" : "CIDFontType0",
    BaseFont: font,
    CIDSystemInfo: { Registry: PDFString.of("Adobe"), Ordering: PDFString.of(ordering), Supplement: own ? 0 : 4 },
    DW: own ? 500 : 1000,
    ...own ? {} : { W: [1, 95, 500] },
    FontDescriptor: context.register(
      context.obj({ Type: "FontDescriptor", FontName: font, CapHeight: 880, ...descriptor }),
    ),
  });
  const composite = context.obj({
    Type: "Font",
    Subtype: "Type0",
    BaseFont: font,
    Encoding: cmap,
    DescendantFonts: [context.register(descendant)],
    ...own ? { ToUnicode: context.register(context.flateStream(UNICODE)) } : {},
  });
  page.node.setFontDictionary(PDFName.of("F"), context.register(composite));
  page.node.set(PDFName.of("Contents"), context.register(context.flateStream(content)));
  return new Uint8Array(await pdf.save());
}

/** Codes are the characters' own. */
const UNICODE = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
2 beginbfrange <0020> <00ff> <0020> <0500> <05ff> <0500> endbfrange
endcmap end end`;
