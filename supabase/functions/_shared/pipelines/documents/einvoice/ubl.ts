/**
 * OASIS UBL 2: XRechnung and Peppol.
 *
 * @module
 */
import { allAt, textAt, type XmlElement } from "../../../documents/xml/tree.ts";
import { compact, date, type Found, iban, line, number, unitPrice } from "./values.ts";

export function readUbl(root: XmlElement): Found {
  const at = (...path: string[]) => textAt(root, ...path);
  const currency = at("DocumentCurrencyCode");
  const seller = ["AccountingSupplierParty", "Party"], buyer = ["AccountingCustomerParty", "Party"];
  const name = (party: string[]) =>
    at(...party, "PartyLegalEntity", "RegistrationName") ?? at(...party, "PartyName", "Name");
  const taxed = allAt(root, ...seller, "PartyTaxScheme");
  const isVat = (scheme: XmlElement) => textAt(scheme, "TaxScheme", "ID") === "VAT";
  const companyOf = (scheme: XmlElement | undefined) => scheme && textAt(scheme, "CompanyID");
  const taxes = allAt(root, "TaxTotal", "TaxAmount");
  return {
    form: "UBL (XRechnung, Peppol)",
    fields: {
      invoice_number: at("ID"),
      date: date(at("IssueDate")),
      due_date: date(at("DueDate") ?? at("PaymentMeans", "PaymentDueDate")),
      delivery_date: date(at("Delivery", "ActualDeliveryDate")),
      seller: name(seller),
      buyer: name(buyer),
      currency,
      total: number(at("LegalMonetaryTotal", "TaxInclusiveAmount")),
      total_net: number(at("LegalMonetaryTotal", "TaxExclusiveAmount")),
      // A second one may tell the tax in the currency of the tax office.
      total_tax: number((taxes.find(({ attributes }) => attributes["currencyID"] === currency) ?? taxes[0])?.text),
      due_amount: number(at("LegalMonetaryTotal", "PayableAmount")),
      seller_vat: compact(companyOf(taxed.find(isVat))),
      seller_tax_number: companyOf(taxed.find((scheme) => !isVat(scheme))),
      iban: iban(at("PaymentMeans", "PayeeFinancialAccount", "ID")),
      bic: at("PaymentMeans", "PayeeFinancialAccount", "FinancialInstitutionBranch", "ID"),
      customer_number: at(...buyer, "PartyIdentification", "ID"),
      order_number: at("OrderReference", "ID"),
      buyer_reference: at("BuyerReference"),
    },
    lines: allAt(root, "InvoiceLine|CreditNoteLine").map(readLine),
  };
}

function readLine(item: XmlElement) {
  const [quantity] = allAt(item, "InvoicedQuantity|CreditedQuantity");
  return line({
    description: textAt(item, "Item", "Name"),
    quantity: number(quantity?.text),
    unit: quantity?.attributes["unitCode"],
    price: unitPrice(textAt(item, "Price", "PriceAmount"), textAt(item, "Price", "BaseQuantity")),
    amount: number(textAt(item, "LineExtensionAmount")),
  });
}
