/**
 * Invoices, receipts and bank statements.
 *
 * @module
 */
import { type Cue, cue, matching } from "../cue.ts";

export const INVOICE: readonly Cue[] = [
  cue(1.1, "invoice|rechnung|~rechnung|facture|factura|fattura|factuur|in rechnung|berechnen wir|we charge"),
  cue(
    2.6,
    "invoice|tax invoice|commercial invoice|proforma invoice|pro forma invoice|retail invoice~|sales invoice|vat invoice|credit note|rechnung|schlussrechnung|abschlagsrechnung|gutschrift|rechnungskorrektur|handelsrechnung|kostenrechnung|~rechnung|facture|avoir|note de credit|factura|nota de credito|fattura|nota di credito|factuur|kopie factuur|fatura|faktura|faktura vat|lasku",
    "heading",
  ),
  cue(
    1.6,
    "invoice number|invoice no|invoice nr|invoice #|invoice id|rechnungsnummer|rechnungsnr|rechnungs-nr|rechnung nr|rechnung #|rechnung-nr|belegnummer|beleg-nr|numero de facture|facture n|n° de facture|facture no|numero de factura|n° factura|numero fattura|fattura n|factuurnummer|factuur nr|numer faktury|faktura nr|fakturanummer",
  ),
  cue(
    1.2,
    "invoice date|date of invoice|rechnungsdatum|belegdatum|beleg-datum|date de facture|date de facturation|fecha de factura|fecha factura|data fattura|factuurdatum|factuur datum|fakturadatum|data wystawienia",
  ),
  cue(
    1,
    "bill to|billed to|sold to|billing address|bill to address|invoice to|rechnungsempfanger|rechnungsadresse|rechnung an|leistungsempfanger|adresse de facturation|facturer a|factuuradres|facturar a|nabywca|kaufer",
  ),
  cue(
    0.9,
    "amount due|balance due|total due|payment due|due date|payment terms|net 30|zahlbar bis|zahlbar innerhalb|zahlungsziel|zahlungsbedingungen|falligkeit|fallig am|falligkeitsdatum|vervaldatum|date d'echeance|echeance|date limite de paiement|fecha de vencimiento|scadenza|termin platnosci|somme a payer|net a payer",
  ),
  cue(
    0.8,
    "vat|vat number|vat id|vat no|ust-idnr|ust-id|ust-id-nr|ust.-id.-nr|umsatzsteuer~|mehrwertsteuer|mwst|steuernummer|tva|numero de tva|btw|btw nummer|iva|partita iva|gst|nip",
  ),
  cue(
    0.7,
    "subtotal|sub total|net amount|total net|summe netto|nettobetrag|zwischensumme|gesamtbetrag|rechnungsbetrag|bruttobetrag|endbetrag|total ht|total ttc|montant ht|montant ttc|totaal|subtotaal|exclusief btw|zu zahlen~|grand total|total amount",
  ),
  // In letters, too: what is asked for, and the sum at the end of its line.
  cue(1, "berechnen wir ihnen|stellen wir ihnen in rechnung|we charge you|we invoice you|nous vous facturons"),
  matching(
    1,
    /(?:rechnungsbetrag|rechnungssumme|invoice total|invoice amount|total de la facture|montant de la facture|factuurbedrag|importe de la factura)[^\n]{0,40}\d[.,]\d\d/g,
  ),
  cue(
    0.5,
    "unit price|qty|quantity|einzelpreis|menge|stuckpreis|prix unitaire|quantite|aantal|prijs|hoeveelheid|precio unitario|cantidad|prezzo unitario|leistungsdatum|lieferdatum|liefer- und leistungsdatum",
  ),
  cue(0.6, "iban|bic|swift|bankverbindung|bank details|wire transfer|kontonr|blz"),
  cue(
    0.6,
    "customer number|customer no|kundennummer|kundennr|kunden-nr|klantnummer|numero client|order number|order no|bestellnummer|purchase order|po number|auftrag-nr|ordernummer|lieferschein~",
  ),
  cue(-1, "cash|change due|cashier|change"),
];

export const RECEIPT: readonly Cue[] = [
  cue(
    2.2,
    "receipt|sales receipt|official receipt|cash receipt|quittung|kassenbon|kassenbeleg|bon|recu|ticket de caisse|ticket|recibo|scontrino|ricevuta|kassabon|bewirtungsbeleg|cash bill|simplified tax invoice|paragon fiskalny",
    "heading",
  ),
  cue(
    1.5,
    "cash|change|change due|cash tendered|tendered|rounding|rounding adj~|round adj~|ruckgeld|bar gegeben|gegeben|bargeld|wechselgeld|rendu|especes|rendu monnaie|efectivo|cambio|contanti|resto|wisselgeld|contant|paid amount|total rounded",
  ),
  cue(
    1.3,
    "cashier|server|served by|terminal|till|cash register|cashier id|pos no|counter no|kasse|kassierer|bediener|es bediente~|caissier|caisse|cajero|cassiere|table no|guests|covers|tisch",
  ),
  cue(
    1.3,
    "thank you|thank you for your visit|thanks for your visit|thank you come again|please come again|have a nice day|vielen dank|danke fur ihren einkauf|merci de votre visite|gracias por su compra|grazie|bedankt|tot ziens",
  ),
  cue(
    1.6,
    "goods sold are not~|not refundable|not returnable|non-refundable|no refund|keep receipt|exchange|goods sold|please keep this receipt|returnable|umtausch nur mit bon",
  ),
  cue(
    1.2,
    "approval code|auth code|authorization code|card number|visa|mastercard|maestro|debit card|credit card|ec-karte|girocard|kartenzahlung|carte bancaire|merchant id|terminal id|chip read|contactless|kontaktlos|customer copy|kundenbeleg",
  ),
  cue(
    0.8,
    "gst|gst summary|gst id|gst reg no|gst no|gst @|tax code|sr|zrl|tax rm|amount rm|rm|service charge|svc chg|sst",
  ),
  cue(
    0.6,
    "total|total amount|subtotal|sub total|summe|total qty|item|items|qty|total sales|net total|grand total|betrag",
  ),
  cue(0.7, "tax invoice", "heading"),
  matching(0.9, /(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?[ap]m)?(?!\d)/g),
];

export const BANK_STATEMENT: readonly Cue[] = [
  cue(
    3,
    "bank statement|account statement|statement of account|everyday account statement|statement|kontoauszug|releve de compte|releve bancaire|extracto bancario|extracto de cuenta|estado de cuenta|estratto conto|rekeningafschrift|current account statement|checking account statement|savings account statement|account summary",
    "heading",
  ),
  cue(
    1.8,
    "opening balance|closing balance|beginning balance|ending balance|balance brought forward|balance carried forward|previous balance|new balance|alter kontostand|neuer kontostand|alter saldo|neuer saldo|anfangssaldo|endsaldo|ancien solde|nouveau solde|solde initial|solde final|saldo anterior|saldo final|saldo inicial|saldo iniziale|saldo finale|beginsaldo|eindsaldo",
  ),
  cue(
    1.4,
    "statement period|statement date|statement number|account number|account no|sort code|routing number|bsb|auszug|auszug-nr|kontonummer|numero de compte|numero de cuenta|rekeningnummer|statement from",
  ),
  cue(
    1.2,
    "withdrawals|deposits|deposit|withdrawal|debits|credits|debit|credit|paid in|paid out|money in|money out|soll|haben|lastschrift|gutschrift|wertstellung|buchung|buchungstag|valuta|debito|credito|cargo|abono|bij|af",
  ),
  cue(
    1,
    "transactions|transaction|your transactions|transaction details|transaction history|umsatze|movimientos|movimenti|running balance|balance|saldo|solde",
  ),
  cue(
    0.9,
    "atm|direct debit|standing order|eftpos|pos purchase|ach|salary|interest paid|interest charged|overdraft|bank fee|bank charges|dauerauftrag|virement|prelevement|transferencia|automatic payment|bill payment|direct credit",
  ),
  cue(1, "bank~|savings bank|credit union|sparkasse|volksbank|banque|banco|banca", "top"),
];
