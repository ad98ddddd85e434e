/**
 * UN/CEFACT Cross Industry Invoice: ZUGFeRD 2, Factur-X, XRechnung; and, with other names for the same, ZUGFeRD 1.
 *
 * @module
 */
import { allAt, textAt, type XmlElement } from "../../../documents/xml/tree.ts";
import { compact, date, type Found, iban, line, number, unitPrice } from "./values.ts";

export function readCii(root: XmlElement): Found {
  const document = ["ExchangedDocument|HeaderExchangedDocument"];
  const trade = ["SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"];
  const agreement = [...trade, "ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"];
  const delivery = [...trade, "ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery"];
  const settlement = [...trade, "ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"];
  const sums = [
    ...settlement,
    "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation",
  ];
  const at = (...path: string[]) => textAt(root, ...path);
  const currency = at(...settlement, "InvoiceCurrencyCode");
  const registration = (scheme: string) =>
    allAt(root, ...agreement, "SellerTradeParty", "SpecifiedTaxRegistration", "ID")
      .find(({ attributes }) => attributes["schemeID"] === scheme)?.text;
  const taxes = allAt(root, ...sums, "TaxTotalAmount");
  return {
    form: "Cross Industry Invoice (Factur-X, ZUGFeRD, XRechnung)",
    fields: {
      invoice_number: at(...document, "ID"),
      date: date(at(...document, "IssueDateTime", "DateTimeString")),
      due_date: date(at(...settlement, "SpecifiedTradePaymentTerms", "DueDateDateTime", "DateTimeString")),
      delivery_date: date(
        at(...delivery, "ActualDeliverySupplyChainEvent", "OccurrenceDateTime", "DateTimeString"),
      ),
      seller: at(...agreement, "SellerTradeParty", "Name"),
      buyer: at(...agreement, "BuyerTradeParty", "Name"),
      currency,
      total: number(at(...sums, "GrandTotalAmount")),
      total_net: number(at(...sums, "TaxBasisTotalAmount")),
      // A second one may tell the tax in the currency of the tax office.
      total_tax: number((taxes.find(({ attributes }) => attributes["currencyID"] === currency) ?? taxes[0])?.text),
      due_amount: number(at(...sums, "DuePayableAmount")),
      seller_vat: compact(registration("VA")),
      seller_tax_number: registration("FC"),
      iban: iban(
        at(
          ...settlement,
          "SpecifiedTradeSettlementPaymentMeans",
          "PayeePartyCreditorFinancialAccount",
          "IBANID",
        ),
      ),
      bic: at(
        ...settlement,
        "SpecifiedTradeSettlementPaymentMeans",
        "PayeeSpecifiedCreditorFinancialInstitution",
        "BICID",
      ),
      customer_number: at(...agreement, "BuyerTradeParty", "ID"),
      order_number: at(...agreement, "BuyerOrderReferencedDocument", "IssuerAssignedID|ID"),
      buyer_reference: at(...agreement, "BuyerReference"),
    },
    lines: allAt(root, ...trade, "IncludedSupplyChainTradeLineItem").map(readLine),
  };
}

function readLine(item: XmlElement) {
  const agreement = "SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement";
  const delivery = "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery";
  const settlement = "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement";
  const [quantity] = allAt(item, delivery, "BilledQuantity");
  return line({
    description: textAt(item, "SpecifiedTradeProduct", "Name"),
    quantity: number(quantity?.text),
    unit: quantity?.attributes["unitCode"],
    price: unitPrice(
      textAt(item, agreement, "NetPriceProductTradePrice", "ChargeAmount"),
      textAt(item, agreement, "NetPriceProductTradePrice", "BasisQuantity"),
    ),
    amount: number(
      textAt(
        item,
        settlement,
        "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation",
        "LineTotalAmount",
      ),
    ),
  });
}
