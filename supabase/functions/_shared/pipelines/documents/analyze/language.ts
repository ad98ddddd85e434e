/**
 * The language of a text: by its script, or by the short words that every text in it is full of.
 *
 * @module
 */
import type { Row } from "../text/rows.ts";

const COMMON: Record<string, string> = {
  en:
    "the of and to in is that for it with as was on are be this by from or at which not have you your an we will been has their our",
  de:
    "der die das und in zu den von mit sich des auf fur ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem uber einen so zum wir ihre sehr oder bis zur ihnen",
  fr:
    "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou son nous vous cette aux leur votre vos ces mais etre ont",
  es:
    "de la que el en y a los del se las por un para con no una su al lo como mas pero sus le ya o este si porque esta entre cuando muy sin sobre ser tiene tambien fue",
  it:
    "di e il la che in un per del della le con non da una sono al si come dei alla piu gli nel anche ma delle o lo ha questo dal nella degli essere sua suo",
  nl:
    "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog naar deze heeft door worden wordt over tot uw wij onze u",
  pt:
    "de a o que e do da em um para com nao uma os no se na por mais as dos como mas ao ele das seu sua ou ser quando muito nos ja esta tambem pelo pela ate",
  pl: "w i na z do nie sie ze jest o to od za przez dla po jak oraz ktory przy co tym lub jego ich sa byc tego",
  sv: "och i att det som en pa ar av for med den till ett har de inte om var eller vi fran kan ska sa men ni",
  da: "og i at det en den til er som pa de med for af ikke der har om et fra vi kan skal eller men ved",
  no: "og i det er til en som pa for av med at ikke har den de om et fra vi kan skal eller men ved jeg",
  fi: "ja on ei se etta oli kun han ovat mutta tai myos jos joka ole kuin sen voi",
  cs: "a v se na je ze s z do o k i to jako za po by pro od jsou ale nebo ktery pri",
  tr: "ve bir bu da de icin ile olarak cok daha olan gibi en kadar sonra her",
  ro: "de si in a la cu o pe nu din este pentru care sa un mai au fi prin sau ca",
  hu: "a az es hogy nem is egy ez meg van csak de vagy volt mint ha",
};
/** Words of papers that have no sentences. */
const OFFICE: Record<string, string> = {
  en:
    "invoice date number total amount due name address tax page account balance statement payment order customer phone description price quantity bill receipt cash change thank please",
  de:
    "rechnung datum nummer betrag summe seite kunde kundennummer rechnungsnummer konto bank zahlung menge preis steuer anschrift strasse telefon lieferant verkaufer kaufer beschreibung gesamt netto brutto mwst ust",
  fr:
    "facture numero montant page client compte paiement quantite prix adresse rue telephone ttc ht tva echeance somme",
  es: "factura fecha numero importe pagina cliente cuenta pago cantidad precio direccion calle telefono iva",
  it: "fattura numero importo pagina cliente conto pagamento quantita prezzo indirizzo telefono totale",
  nl: "factuur datum nummer bedrag pagina klant rekening betaling aantal prijs adres telefoon btw totaal factuurnummer",
  pt: "fatura numero valor pagina cliente conta pagamento quantidade preco morada telefone",
  pl: "faktura data numer kwota strona klient konto zaplata ilosc cena adres nabywca sprzedawca razem",
};
const WORDS = new Map<string, string[]>();
for (const [language, words] of [...Object.entries(COMMON), ...Object.entries(OFFICE)]) {
  for (const word of words.split(" ")) WORDS.set(word, [...(WORDS.get(word) ?? []), language]);
}

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, "ja"],
  [/\p{Script=Hangul}/u, "ko"],
  [/\p{Script=Han}/u, "zh"],
  [/\p{Script=Arabic}/u, "ar"],
  [/\p{Script=Hebrew}/u, "he"],
  [/\p{Script=Greek}/u, "el"],
  [/\p{Script=Thai}/u, "th"],
  [/\p{Script=Devanagari}/u, "hi"],
  [/[іїєґ]/u, "uk"],
  [/\p{Script=Cyrillic}/u, "ru"],
];

const MOST_WORDS = 3000;
const FEWEST_HITS = 3;

/** @returns a code of ISO 639-1, or null when it cannot be told */
export function languageOf(rows: readonly Row[]): string | null {
  const votes = new Map<string, number>();
  let seen = 0, letters = 0, foreign = 0;
  let text = "";
  for (const row of rows) {
    for (const word of row.folded.match(/\p{L}+/gu) ?? []) {
      if (++seen > MOST_WORDS) break;
      letters += word.length;
      if (!/^[a-z]/.test(word)) {
        foreign += word.length;
        if (text.length < 2000) text += word;
      }
      // A word of several languages speaks for each a little.
      const languages = WORDS.get(word) ?? [];
      for (const language of languages) votes.set(language, (votes.get(language) ?? 0) + 1 / languages.length);
    }
  }
  if (foreign > 0.3 * letters) return SCRIPTS.find(([script]) => script.test(text))?.[1] ?? null;
  const best = [...votes].sort((a, b) => b[1] - a[1])[0];
  return best && best[1] >= FEWEST_HITS ? best[0] : null;
}
