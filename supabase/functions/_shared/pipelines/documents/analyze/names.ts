/**
 * What looks like the name of a company or a person, and what an address.
 *
 * @module
 */
const LEGAL_FORM =
  /(?:^|[\s,])(?:a\. ?g\.|g?gmbh(?: ?& ?co\.? ?kg(?:aa)?)?|ag|kg|ohg|e\.? ?k\.?|e\.? ?v\.?|gbr|ug|mbh|se|s\.?a\.?r\.?l\.?|s\.?a\.?s\.?u?|s\.?a\.?|s\.?l\.?u?\.?|s\.?r\.?l\.?s?\.?|s\.?p\.?a\.?|b\.?v\.?|n\.?v\.?|ltd\.?|limited|l\.?l\.?c\.?|l\.?l\.?p\.?|inc\.?|incorporated|corp\.?|corporation|plc|p\.?t\.?y\.? ltd\.?|pvt\.? ltd\.?|sdn\.? ?bhd\.?|bhd|co\.? ltd\.?|& co\.?|company|enterprise|holdings?|group|bank|n\.?a\.?|a\/s|aps|ab|oy|oyj|as|sp\. ?z ?o\. ?o\.?|spolka akcyjna|s\. ?a\.|a\.?s\.?|s\.?r\.?o\.?|kft\.?|lda\.?|ltda\.?|s\.? de r\.?l\.?|association|foundation|university|universitat|trust)(?=$|[\s,.;:)])/;
const STREET =
  /\b(?:str\.?|strase|strasse|weg|platz|allee|gasse|ring|damm|ufer|chaussee|street|st\.|road|rd\.?|avenue|ave\.?|lane|ln|drive|dr\.|boulevard|blvd\.?|suite|floor|terrace|close|court|square|way|rue|place|chemin|impasse|quai|calle|avenida|avda|plaza|paseo|via|viale|piazza|corso|straat|laan|plein|gracht|kade|jalan|jln|taman|lorong|ul\.|aleja)\b|(?:str|strasse|weg|platz|allee|gasse|straat|laan|street)\.? ?\d/;
const POSTCODE_CITY =
  /(?:^|[\s,-])(?:[a-z]{1,3}[- ])?\d{4,5}(?: ?[a-z]{2})?[\s,]+\p{L}{2,}|\b[a-z]{2} \d{5}(?:-\d{4})?\b|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|\b\p{L}+ \d{5,6}$/u;
const NO_NAME =
  /^(?:herrn?|frau|mr|mrs|ms|m\.|mme|mlle|firma|company|attn\.?:?|attention|z\. ?hd\.?|c\/o|an|to|from|name|nummer|number|anschrift|adresse|address|kontakt|contact|deutschland|germany|france|nederland|netherlands|belgie|belgique|osterreich|austria|schweiz|suisse|switzerland|italia|espana|united kingdom|usa|united states|hong kong|gln|tel\.?|telefon|phone|fax|fon|mobil|e-?mail|web|ust|vat|iban|bic|page|seite|datum|date|kopie|copy|original|t\.a\.v\.?|amount|invoice|tax invoice|rechnung|facture|factura|fattura|factuur|receipt|gutschrift|credit note|statement|quotation|angebot|total|price|quantity|menge|betrag|preis|product|produkt|description|beschreibung|pos)(?:$|[\s:.,])/;

/** Folded text is expected by all. */
export const hasLegalForm = (text: string): boolean => LEGAL_FORM.test(text);
export const isStreet = (text: string): boolean => STREET.test(text) && /\d/.test(text);
export const isCity = (text: string): boolean => POSTCODE_CITY.test(text);

/** Letters, not too many words, and neither an address nor a label nor a figure. */
export function mayBeName(text: string): boolean {
  const words = text.trim().split(/\s+/);
  if (words.length > 8 || text.length < 2 || text.length > 70 || !/\p{L}{2}/u.test(text)) return false;
  if (
    /^[(*]/.test(text) ||
    words.length === 1 && /^(?:bank|group|company|trust|limited|foundation|holdings?|as|ab|se|sa)$/.test(text)
  ) return false;
  if (/[@:]|www\.|https?/.test(text) || NO_NAME.test(text)) return false;
  if (
    /\d/.test(text) &&
    /\b(?:order|invoice|rechnung|bestellung|auftrag|commande|facture|pedido|customer|kunde\w*|vertrag\w*)\b/.test(text)
  ) return false;
  const digits = text.replace(/\D/g, "").length;
  if (digits > 3 && digits > 0.3 * text.length) return false;
  return hasLegalForm(text) || !(isStreet(text) || isCity(text));
}
