/**
 * Fills in a form.
 *
 * @module
 */
import {
  PDFCheckBox,
  type PDFDocument,
  type PDFFont,
  PDFRadioGroup,
  PDFTextField,
  StandardFonts,
} from "@cantoo/pdf-lib";
import { slug } from "../naming.ts";
import type { Row } from "../rows.ts";

const YES = /^(?:x|yes|y|true|1|on|ja|oui|s\u00ed?|checked|\u2713|\u2714)$/i;

/**
 * @param flatten whether the values become part of the page, so that nobody can change them
 * @returns columns that no field is named like, and values that a field cannot take
 */
export async function fillForm(document: PDFDocument, row: Row, flatten: boolean): Promise<string[]> {
  const form = document.getForm();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const fields = new Map(form.getFields().map((field) => [field.getName(), field]));
  const problems: string[] = [];
  for (const [column, value] of Object.entries(row)) {
    const field = fields.get(column) ?? fields.get(slug(column));
    if (!field) problems.push(`No field is called "${column}".`);
    else if (value === "") continue;
    else if (field instanceof PDFTextField) problems.push(...fillText(field, column, value, font));
    else if (field instanceof PDFCheckBox) {
      if (YES.test(value.trim())) field.check();
    } else if (field instanceof PDFRadioGroup) {
      const choice = field.getOptions().find((option) => option === value || option === slug(value));
      if (choice) field.select(choice);
      else problems.push(`"${column}" has no choice "${value}", only ${field.getOptions().join(", ")}.`);
    } else problems.push(`"${column}" cannot be filled in.`);
  }
  form.updateFieldAppearances(font);
  if (flatten) form.flatten({ updateFieldAppearances: false });
  return problems;
}

function fillText(field: PDFTextField, column: string, value: string, font: PDFFont): string[] {
  const problems: string[] = [];
  const most = field.getMaxLength();
  let text = value.replace(/\r\n?/g, "\n");
  if (!field.isMultiline()) text = text.replace(/\n/g, " ");
  if (most !== undefined && text.length > most) {
    problems.push(`"${column}" takes ${most} characters; "${value}" was cut.`);
    text = text.slice(0, most);
  }
  const shown = [...text].map((sign) => sign === "\n" || canShow(font, sign) ? sign : "?").join("");
  if (shown !== text) problems.push(`"${column}": some characters of "${value}" cannot be shown and became "?".`);
  field.setText(shown);
  return problems;
}

function canShow(font: PDFFont, sign: string): boolean {
  try {
    font.encodeText(sign);
    return true;
  } catch {
    return false;
  }
}
