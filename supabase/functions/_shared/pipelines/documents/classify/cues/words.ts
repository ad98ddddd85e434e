/**
 * Letters, mails, contracts and résumés.
 *
 * @module
 */
import { type Cue, cue, matching } from "../cue.ts";

export const LETTER: readonly Cue[] = [
  matching(
    3,
    /(?:^|\t)(?:dear [a-z .,&'-]{2,60}[,:]?|to whom it may concern[,:.]?|sehr geehrte[rsn]? [a-z ,.&-]{2,80}[,!]?|liebe[rs]? [a-z ,.-]{2,50}[,!]|hallo [a-z ,.-]{2,40}[,!]|guten tag[a-z ,.-]{0,40}[,!]|(?:cher|chere|chers) [a-z ,.-]{2,50},|(?:madame|monsieur|mesdames|messieurs)(?:[, ]+(?:madame|monsieur|mesdames|messieurs))*,|estimad[oa]s? [a-z ,.()-]{2,50}[:,]|querid[oa]s? [a-z ,.-]{2,40}[:,]|egregi[oa]? [a-z ,.-]{2,50},|gentile [a-z ,.-]{2,50},|geachte [a-z ,.-]{2,50},|beste [a-z ,.-]{2,40},|prezad[oa]s? [a-z ,.()-]{2,40}[,:]|szanown[a-z]+ [a-z ,.-]{2,40},?)(?=$|\t)/gm,
  ),
  matching(
    2.4,
    /(?:^|\t)(?:yours (?:sincerely|faithfully|truly|very truly)|very truly yours|sincerely(?: yours)?|(?:kind|best|warm|warmest) regards|with kind regards|regards|respectfully(?: yours)?|cordially|best wishes|with best wishes|your[s]? (?:friend|obedient servant)|mit (?:freundlichen|besten|herzlichen|lieben) gru(?:ss|ess)en|mit freundlichem gruss|freundliche gruesse|freundliche grusse|viele gru(?:ss|ess)e|herzliche grusse|hochachtungsvoll|mit freundlichen grusen|cordialement|(?:veuillez|je vous prie d')[a-z ,']{0,60}(?:salutations|consideration|sentiments)[a-z ,']{0,40}|bien cordialement|atentamente|un (?:cordial )?saludo|saludos cordiales|cordiali saluti|distinti saluti|met vriendelijke groet(?:en)?|hoogachtend|atenciosamente|z powazaniem)[,.]?(?=$|\t)/gm,
  ),
  cue(
    0.9,
    "subject|re:|ref:|our ref|your ref|betreff|betr|ihr zeichen|unser zeichen|ihre nachricht|objet|n/ref|v/ref|asunto|oggetto|onderwerp|kenmerk|enclosures|enclosure|encl|anlage|anlagen|cc:|pieces jointes|p.j|bijlage~",
  ),
  cue(
    0.6,
    "i am writing|thank you for your letter|we regret|we are pleased|please find enclosed|please do not hesitate|i look forward|looking forward to hearing|enclosed please|wir freuen uns|hiermit|bitte teilen sie|anbei|fur ruckfragen|je vous ecris|nous avons le plaisir|nous vous prions|le escribo|vi scrivo|hierbij",
  ),
  matching(
    0.8,
    /(?:^|\t)(?:[a-z][a-z .-]{2,25}, )?(?:the )?(?:(?:\d{1,2}(?:st|nd|rd|th|\.)? (?:of )?)?(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|marz|mai|juni|juli|oktober|dezember|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|de [a-z]+ de)(?: \d{1,2}(?:st|nd|rd|th)?)?,? \d{4})\.?(?=$|\t)/gm,
    "top",
  ),
  // A sum that stands apart at the end of its line, as none does in prose.
  matching(
    -1.6,
    /(?:^|\t)(?:total|grand total|amount due|total due|invoice amount|invoice total|rechnungsbetrag|gesamtbetrag|zahlbetrag|montant total|net a payer|totaal|te betalen|importe total|totale)[^\n]{0,30}\t[^\n]{0,12}\d[.,]\d\d(?!\d)/gm,
  ),
  cue(0.5, "p.o. box|street|road|avenue|herrn|frau|mr|mrs|ms|messrs", "top"),
  matching(1.0, /(?:^|\t)p\.? ?s\.?:? /gm),
];

export const EMAIL: readonly Cue[] = [
  matching(6.5, /^(?:from|von|de|da|van): [^\n]{0,80}@/gm, "top"),
  matching(
    1.5,
    /^(?:to|an|a|aan|subject|betreff|objet|asunto|oggetto|onderwerp|sent|gesendet|envoye|enviado|date|datum|cc): ?\S/gm,
    "top",
  ),
];

export const CONTRACT: readonly Cue[] = [
  cue(
    2.6,
    "agreement|contract|credit agreement|loan agreement|lease agreement|employment agreement|purchase agreement|service agreement|services agreement|master agreement|license agreement|licence agreement|non-disclosure agreement|confidentiality agreement|amendment|amended and restated~|first amendment|second amendment|third amendment|fourth amendment|fifth amendment|waiver|consent|memorandum of understanding|terms and conditions|terms of service|promissory note|guaranty|indenture|deed|vertrag|mietvertrag|arbeitsvertrag|kaufvertrag|dienstvertrag|werkvertrag|darlehensvertrag|vereinbarung|contrat|contrat de travail|contrat de location|contrato|contrato de arrendamiento|contratto|overeenkomst|huurovereenkomst|arbeidsovereenkomst|umowa",
    "heading",
  ),
  matching(1.2, /\b(?:[a-z]+ )?(?:agreement|amendment|contract)\b/g, "top"),
  cue(
    1.6,
    "witnesseth|in witness whereof|now, therefore|now therefore|whereas|by and between|by and among|hereinafter|hereunder|hereto|hereof|herein|thereof|party of the first part|parties hereto|hereby agree~|hereby agrees|set forth",
  ),
  cue(
    1.4,
    "governing law|entire agreement|counterparts|severability|force majeure|indemnification|indemnify|confidentiality|termination|representations and warranties|covenants|assignment|notices|events of default|effective date|terms and conditions|gerichtsstand|salvatorische klausel|kundigung|laufzeit|schriftform|vertragsgegenstand|vertragspartner|vertragspartei~|droit applicable|resiliation|les parties|entre les soussignes|las partes|clausula|reunidos|le parti|toepasselijk recht",
  ),
  cue(
    1,
    "shall|the lender~|the borrower|the company|the lessor|the lessee|landlord|tenant|licensor|licensee|the employer|the employee|the seller|the buyer|der mieter|der vermieter|der arbeitnehmer|der arbeitgeber|auftragnehmer|auftraggeber|administrative agent|the agent",
  ),
  matching(1, /(?:^|\t)(?:section|article|clause|§) ?\d+(?:\.\d+)*/gm),
  matching(0.6, /\((?:the )?["'][a-z .]{3,40}["']\)/g),
];

export const RESUME: readonly Cue[] = [
  cue(3, "curriculum vitae|resume|cv|lebenslauf|curriculum|vita", "heading"),
  matching(2.4, /\b(?:curriculum vitae|resume|lebenslauf)\b/g, "top"),
  cue(
    1.7,
    "work experience|professional experience|employment history|experience|experiences|work history|career|career history|employment|berufserfahrung|beruflicher werdegang|berufspraxis|experience professionnelle|experiences professionnelles|experience~|experiencia laboral|experiencia profesional|esperienza professionale|esperienze lavorative|werkervaring",
    "heading",
  ),
  cue(
    1.5,
    "education|academic background|qualifications|ausbildung|bildungsweg|studium|schulbildung|formation|formations|etudes|educacion|formacion|formacion academica|istruzione|formazione|opleiding|opleidingen|education and training|degrees",
    "heading",
  ),
  cue(
    1.5,
    "skills|technical skills|key skills|core competencies|competencies|languages|interests|hobbies|hobbies and interests|certifications|certificates|awards|honors|honours|achievements|references|references available upon request|publications|volunteering|programming|tools|kenntnisse|sprachkenntnisse|sprachen|edv-kenntnisse|interessen|fahigkeiten|competences|langues|loisirs|centres d'interet|habilidades|idiomas|competenze|lingue|vaardigheden|talen|profile|personal profile|about me|summary|objective|profil|projects|contact",
    "heading",
  ),
  cue(
    1,
    "date of birth|nationality|marital status|driving licence|driver's license|geburtsdatum|geboren am|staatsangehorigkeit|familienstand|date de naissance|nationalite|linkedin.com|linkedin|github.com|github|stackoverflow|portfolio",
  ),
  cue(
    0.8,
    "bachelor|master|b.sc|m.sc|bsc|msc|phd|ph.d|b.a|m.a|mba|university of|universitat|university|universite|universidad|gpa|cum laude|diploma|abitur|internship|praktikum|stage|intern|freelance|student assistant|developer|engineer|consultant|manager|assistant",
  ),
  matching(
    1.3,
    /(?:19|20)\d\d ?(?:-|to|bis|a) ?(?:(?:19|20)\d\d|now|today|present|current|heute|aujourd'hui|ongoing|actualidad|oggi|heden)/g,
  ),
  matching(0.5, /[\w.+-]+@[\w-]+\.[a-z]{2,}/g, "top"),
];
