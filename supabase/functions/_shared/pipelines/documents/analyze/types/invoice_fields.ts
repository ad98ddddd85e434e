/**
 * The fields of an invoice, as e-invoices (EN 16931) have them.
 *
 * @module
 */
import { field, type FieldSpec } from "../field.ts";
import { decimals, early, greatest, late } from "../priors.ts";

const sum = {
  prior: (...[value, reading]: Parameters<typeof late>) => 0.5 * late(value, reading) + (decimals(value) ? 0.3 : -0.4),
};

export const INVOICE_FIELDS: readonly FieldSpec[] = [
  field("invoice_number", "identifier", {
    1: "invoice number|invoice no|invoice nr|invoice id|invoice #|tax invoice no|bill number|bill no|rechnungsnummer|rechnungsnr|rechnungs nr|rechnungs nummer|rechnung nr|rechnung nummer|rechnung #|rechnung no|beleg nr|belegnummer|belegnr|beleg nummer|gutschriftnummer|gutschrift nr|credit note number|credit note no|facture n°|facture no|facture num|numero de facture|n° facture|n° de facture|no facture|facture numero|numero de factura|n° factura|factura n°|factura no|num factura|numero fattura|fattura n|n° fattura|fattura nr|factuurnummer|factuur nummer|factuur nr|factuurnr|faktura nr|numer faktury|faktura vat nr|fakturanummer|numero da fatura|fatura n|document number|rechnungskorrektur nr|~rechnung nr|~rechnung ... nr|~rechnung ... nummer|~korrektur nr|~korrektur ... nr",
    0.85: "invoice|facture|factura|fattura|factuur|^rechnung|gutschrift nr",
    0.6: "number|nummer|numero|reference|referenz|beleg|document no",
  }, {
    prior: (value, reading) =>
      0.6 * early(value, reading) + (/\d{3}/.test(value.text) ? 0.2 : 0) - (/^\d{1,2}$/.test(value.text) ? 0.2 : 0),
    fits: ({ text }) => /\d/.test(text) && !/^\d{1,2}[.:]\d\d$/.test(text),
  }),
  field("date", "date", {
    1: "invoice date|date of invoice|bill date|rechnungsdatum|rechnungs datum|belegdatum|beleg datum|date de facture|date de la facture|date de facturation|date facture|date d'emission|fecha de factura|fecha factura|fecha de emision|data fattura|data emissione|factuurdatum|factuur datum|data wystawienia|fakturadatum|data de emissao|issue date|date of issue|date issued|ausstellungsdatum|tax point",
    0.8:
      "^date|^datum|^fecha|^data|^dato|^datum/date|invoice dated|~rechnung ... vom|~korrektur ... vom|facture ... du|rechnung vom|~rechnung ... von|invoice ... issued at|invoice ... issued on|invoice ... dated|issued at|issued on|gutschrift ... vom",
    0.5: "date|datum|den|vom|le|du",
  }, { prior: (value, reading) => 1.5 * early(value, reading) }),
  field("due_date", "date", {
    1: "due date|payment due|date due|due by|due on|payment due date|pay by|pay before|zahlbar bis|zahlungsziel|fallig am|falligkeit|falligkeitsdatum|falligkeitstag|remit until|remit by|payable until|payable by|fallig bis|falligkeit am|falligkeits datum|zahlung bis|bis zum|netto bis|vervaldatum|verval datum|uiterste betaaldatum|date d'echeance|date limite de paiement|echeance|a regler avant le|prelevement a partir du|payable avant|fecha de vencimiento|vencimiento|data scadenza|scadenza|termin platnosci|forfallsdatum|forfallodatum|total amount due on|amount due on|amount due by",
    0.6: "zahlbar|bis|due|payable|spatestens",
  }),
  field("delivery_date", "date", {
    1: "delivery date|date of delivery|date of supply|shipping date|ship date|leistungsdatum|lieferdatum|liefer datum|leistungs datum|liefer und leistungsdatum|liefer bzw leistungsdatum|lieferschein datum|date de livraison|leverdatum|fecha de entrega|data consegna",
  }),
  field("order_date", "date", {
    1: "order date|date of order|bestelldatum|bestell datum|bestellung vom|auftragsdatum|auftrag datum|auftrag datum lief|vertrags datum|orderdatum|order datum|date de commande|fecha de pedido|bestellung ... vom",
  }, { decoy: true }),
  field("other_dates", "date", {
    0.9:
      "billing period|period|zeitraum|abrechnungszeitraum|skonto|innerhalb|geburtsdatum|date of birth|printed|druckdatum|gultig bis|valid until|next billing|statement date|periode|vom ... bis|from",
  }, { decoy: true }),
  field("total", "amount", {
    1: "grand total|total amount|total incl~ vat|total incl|total including tax|total inc gst|invoice total|total invoice|total for this invoice|total due|gesamtbetrag|gesamtbetrag brutto|gesamtsumme|rechnungsbetrag|rechnungs betrag|bruttobetrag|bruttosumme|bruttobeitrag|gesamtbeitrag inklusive|beitrag inklusive|due payable|gesamt brutto|summe brutto|rechnungssumme brutto|rechnungsbetrag brutto|rechnungsendbetrag|summe inkl ust|summe inkl mwst|endbetrag|endsumme|gesamtpreis|gesamt inkl~|total ttc|montant ttc|montant eur ttc|total toutes taxes comprises|total a payer|total facture|importe total|total factura|totale fattura|totale documento|totaal incl~ btw|totaal inclusief btw|totaal te betalen|factuur totaal|factuur totaal eur|factuurbedrag|totaalbedrag|do zaplaty|razem brutto|att betala|total amount due|gross amount|gross total|total gross|bruttowert|summe gesamt",
    0.8:
      "total|totaal|totale|gesamt|summe|total eur|total usd|totalt|razem|i alt|amount|zu zahlen|montant total|brutto|ttc",
  }, {
    group: "sum",
    prior: (value, reading) =>
      0.4 * late(value, reading) + 0.6 * greatest(value, reading) + (decimals(value) ? 0.2 : -0.5) -
      (Number(value.value) < 0 ? 0.1 : 0),
  }),
  field("total_net", "amount", {
    1: "subtotal|sub total|net amount|net total|total net|total excl~ vat|total excl|total excluding tax|total before tax|amount excl|taxable amount|nettobetrag|nettosumme|netto summe|summe netto|gesamt netto|gesamtnetto|rechnungssumme netto|rechnungssumme ohne ust|rechnungssumme ohne umsatzsteuer|summe ohne umsatzsteuer|betrag ohne ust|betrag ohne umsatzsteuer|gesamtbeitrag|nettobeitrag|rechnungsbetrag netto|gesamtbetrag netto|netto gesamt|warenwert netto|gesamtbetrag ohne umsatzsteuer|gesamtbetrag ohne ust|summe ohne ust|steuerbasisbetrag|basisbetrag|zwischensumme netto|total ht|montant ht|montant eur ht|total hors taxes|base imponible|imponibile|totale imponibile|exclusief btw|excl btw|totaal exclusief btw|totaal excl~ btw|subtotaal|grondslag|razem netto|nettowert|netto|bemessungsgrundlage|steuerpflichtiger betrag",
    0.75: "zwischensumme|warenwert|summe|gesamtbetrag der positionen|summe positionen|positionssumme|ht",
  }, { ...sum, group: "sum" }),
  field("total_tax", "amount", {
    1: "total tax|tax total|total vat|vat amount|tax amount|sales tax|gst amount|vat total|umsatzsteuer|umsatzsteuerbetrag|steuerbetrag in|gesamtsteuer|versicherungsteuer|enthaltene ... steuer|ust betrag|ust|mwst betrag|mwst|mehrwertsteuer|gesamtbetrag umsatzsteuer|gesamtbetrag der umsatzsteuer|summe ust|summe umsatzsteuer|summe mwst|gesamt ust|steuerbetrag|zuzugl ust|zzgl~ ust|zzgl~ mwst|zzgl~ umsatzsteuer|gesamtsteuerbetrag|steuergesamtbetrag|montant tva|total tva|tva|btw bedrag|btw|btw 21%|cuota iva|iva|importe iva|totale iva|imposta|versicherungssteuer|vat|tax|gst|steuer|kwota vat|moms",
  }, { ...sum, fits: (value) => !/%/.test(value.text), group: "sum" }),
  field("due_amount", "amount", {
    1: "amount due|balance due|amount payable|total amount due|amount due for payment|total due|please pay|to pay|zahlbetrag|zahlungsbetrag|zu zahlen|zu zahlender betrag|zu zahlender beitrag|zu zahlende summe|due payable|zahlbarer betrag|falliger betrag|fallig~ betrag|offener betrag|uberweisungsbetrag|summe a payer|somme a payer|net a payer|montant a payer|reste a payer|total a pagar|importe a pagar|totale da pagare|te betalen|openstaand|do zaplaty|saldo|montant du prelevement|total amount due on ...",
  }, { ...sum, group: "sum" }),
  field("prepaid", "amount", {
    1: "ohne mwst|ohne ust|zeilenbetrag|line total|prepaid|paid amount|amount paid|anzahlung|erhaltene anzahlungen|gesamtbetrag der zuschlage|gesamtbetrag der abschlage|ausstehende forderung|positionssumme|vorauszahlung|bereits gezahlt|gezahlt|acompte|betaald|discount|rabatt|skonto|shipping|versand|fracht|price|preis|einzelpreis|unit price",
  }, { decoy: true }),
  field("seller_vat", "vat", {
    1: "vat id|vat number|vat no|vat reg no|vat registration~|ust id nr|ust idnr|ust id|ustid|umsatzsteuer id~|ust identnr|ust identnummer|umsatzsteuer identifikationsnummer|n° tva|numero de tva|tva intracommunautaire|tva intra communautaire|btw|btw nummer|btw nr|btw id|partita iva|p iva|nif|cif|nip|vat",
  }, { prior: (value) => value.kind === "vat" ? 0.6 : 0 }),
  field("seller_tax_number", "identifier", {
    1: "steuernummer|steuer nr|steuernr|st nr|tax number|tax id|ein|siret|siren|kvk|abn|gst reg no|gstin|tin",
  }),
  field("iban", "iban", { 1: "iban|iban nr" }, { prior: () => 1.5 }),
  field("bic", "bic", { 1: "bic|swift|bic/swift|swift code|bic code" }, { prior: () => 0.6 }),
  field("customer_number", "identifier", {
    1: "customer number|customer no|customer id|client number|client no|account number|account no|kundennummer|kundennr|kunden nr|kunden nummer|klantnummer|klant|id client|numero client|n° client|numero de cliente|codice cliente|ihre nummer|debitor",
  }),
  field("order_number", "identifier", {
    1: "order number|order no|order id|purchase order|purchase order number|po number|po no|p o|bestellnummer|bestell nr|bestellnr|bestellung|auftragsnummer|auftrags nr|auftrag nr|auftragsnr|ordernummer|order|numero de commande|n° commande|numero de pedido|your reference|your ref",
  }),
  field("other_numbers", "identifier", {
    1: "lieferschein~|lieferschein nr|lieferavis|delivery note|gln|global~ nummer|gtin|artikel~|art nr|serienummer|serial~|contract no|vertrags nr|vertragsnummer|hrb|hra|handelsregister~|telefon|tel|phone|fax|fon|mobil|kontonr|kto nr|konto nr|kontonummer|blz|plz|page|seite|pagina|rcs|zahlpunkt|zahler nr|abonnement~|lief nr|lieferanten nr|lieferantennummer|kennzeichen|order id|bank account|sort code|kvk~|cin|vat tin|service tax|pan",
  }, { decoy: true }),
];
