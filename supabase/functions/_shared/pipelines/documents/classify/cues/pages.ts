/**
 * Forms, papers, reports, slides and exams.
 *
 * @module
 */
import { type Cue, cue, matching } from "../cue.ts";

export const FORM: readonly Cue[] = [
  matching(
    2.6,
    /(?:^|\t)(?:[a-z0-9 '()-]{0,40} )?(?:application|registration|order|enrol+ment|consent|claim|request|tax|intake|admission|entry|complaint|feedback|membership|donation|reservation|booking) form\b|(?:^|\t)(?:form|schedule|formular|formblatt|vordruck|formulaire|formulario|modulo|modello|formulier|cerfa) [a-z]{0,3}-?\d[\w-]*|(?:^|\t)(?:questionnaire|fragebogen|antrag auf [a-z ]+|antragsformular|anmeldeformular|anmeldung|demande d[e'] ?[a-z ]+|solicitud de [a-z ]+|aanvraagformulier)/gm,
    "top",
  ),
  cue(
    1.4,
    "please print|print or type|type or print|please complete|complete this form|fill in|fill out|please fill in|for office use only|office use only|for official use~|do not write in this space|do not write below|see instructions|see separate instructions|attach to|check one|check the box|check here|check all that apply|tick the box|please tick|bitte ankreuzen|bitte ausfullen|zutreffendes ankreuzen|in blockschrift|nicht ausfullen|cochez|cocher la case|a remplir|marque con|rellenar|enter the amount|enter here|if yes|see the instructions|return this form",
  ),
  cue(
    1.1,
    "first name|last name|middle initial|date of birth|social security number|signature|signature of applicant|applicant|your name|spouse|home address|mailing address|zip code|city, state|phone number|daytime phone|e-mail address|marital status|vorname|nachname|geburtsdatum|anschrift|unterschrift|ort, datum|familienname|nom|prenom|postal code|licence number|license number|telephone number|account number|type of|if applicable|not applicable|n/a|date de naissance|signature du demandeur|apellidos|nombre|fecha de nacimiento|firma|name:|date:|address:|phone:|email:|ssn|taxpayer identification number|employer identification number",
  ),
  cue(
    1.1,
    "omb no|internal revenue service|department of the treasury|paperwork reduction act|cat. no|privacy act notice|under penalties of perjury|department of revenue|tax return|rev.|form~",
    "anywhere",
  ),
  matching(1, /_{4,}|\.{12,}|(?:\. ){8,}/g),
  matching(1.2, /[\u2610\u2611\u2612\u25a1\u25a2\u2751\u274f\u274d\u25ef\u25cb]|\[ ?\]/g),
  matching(0.7, /(?:^|\t)(?:yes|ja|oui|si)[ \t]+(?:no|nein|non)(?=$|\t)/gm),
];

export const SCIENTIFIC_PAPER: readonly Cue[] = [
  matching(2.6, /(?:^|\t)(?:abstract|zusammenfassung|resume|resumen|summary)(?:[:.-]|$|\t| -)|(?:^|\t)abstract\b/gm),
  cue(
    1.6,
    "references|bibliography|literatur|literaturverzeichnis|acknowledgements|acknowledgments|acknowledgement|related work|introduction|methods|materials and methods|methodology|results|results and discussion|discussion|conclusion|conclusions|experiments|keywords|key words|index terms|background|experimental|evaluation",
    "heading",
  ),
  matching(
    1.3,
    /(?:^|\t)(?:\d|[ivx]+)\.?[ \t]+(?:i ?ntroduction|r ?elated w ?orks?|b ?ackground|m ?ethods?|m ?ethodology|r ?esults|d ?iscussion|c ?onclusions?|e ?xperiments?|e ?valuation|einleitung)(?=$|\t)/gm,
  ),
  matching(1.5, /\bet al\b/g),
  matching(1.2, /(?:^|\t)(?:r ?eferences|bibliography|literaturverzeichnis|references cited)(?=$|\t)/gm),
  matching(0.8, /(?:^|\t)\[1\] [a-z]|(?:^|\t)1\. [a-z]+,? [a-z]{1,2}[.,]/gm),
  matching(
    1.4,
    /\bdoi\b|doi\.org|\barxiv\b|\bissn\b|\bpubmed\b|creative commons attribution|\bpreprint\b|\bcrossref\b/g,
  ),
  matching(1, /\[\d{1,3}(?:[,;-] ?\d{1,3})*\]/g),
  matching(
    1,
    /\b(?:journal of|proceedings of|conference on|international journal|transactions on|springer|elsevier|ieee|acm|plos|biomed|workshop on|published online|received:|accepted:|original research|research article|open access|corresponding author|university|department of|institute)\b/g,
  ),
  matching(
    0.8,
    /\b(?:fig\.|figure|table|eq\.|equation|theorem|lemma|hypothesis|dataset|we propose|in this paper|our method|baseline|p [<=>] ?0?\.\d+|participants|cohort|samples)(?![a-z])/g,
  ),
];

export const REPORT: readonly Cue[] = [
  matching(-1.5, /(?:^|\t)abstract\b|(?:^|\t)r ?eferences(?=$|\t)|\bet al\b/gm),
  cue(
    2.2,
    "annual report|report|final report|progress report|interim report|quarterly report|technical report|white paper|study|review|survey|evaluation report|bericht|jahresbericht|geschaftsbericht|abschlussbericht|rapport|rapport annuel|informe|informe anual|relazione|rapporto|verslag|jaarverslag|form 10-k|executive summary|statistics|statistical~|data model|specification|guide|manual|factsheet|bulletin",
    "heading",
  ),
  matching(
    1.4,
    /\b(?:annual|final|progress|interim|quarterly|technical|evaluation|activity) report\b|\breport (?:of|on|for) the\b|\bform 10-[kq]\b|\bsecurities and exchange commission\b/g,
  ),
  cue(
    1.2,
    "executive summary|table of contents|contents|list of tables|list of figures|annex~|appendix|foreword|preface|glossary|methodology|recommendations|inhaltsverzeichnis|anhang|vorwort|sommaire|annexe|indice|anexo",
    "heading",
  ),
  matching(
    1,
    /(?:^|\t)(?:table|figure|chart|graph|tabelle|abbildung|tableau|graphique|tabla|cuadro|tabella|box|annex) [\divx]+(?:\.\d+)*\s?[:.-]?/gm,
  ),
  matching(1, /(?:^|\t)(?:source|sources|quelle|quellen|note|notes|fuente|fonte|bron)\s?: ?\S/gm),
  cue(
    0.9,
    "european commission|eurostat|european union|member states|ministry|directorate|agency|commission|council|oecd|united nations|world bank|federal|department|programme|regulation|directive|policy|indicator~|statistics|fiscal year|shareholders|per cent|percent|million|billion",
  ),
  matching(0.6, /\b\d+(?:[.,]\d+)? ?%/g),
  matching(
    0.8,
    /\b(?:table|figure|chart|annex|appendix|chapter|box|tabelle|abbildung|anhang|kapitel|tableau|annexe|chapitre|tabla|anexo|capitulo) [\divx]+\b/g,
  ),
  cue(
    0.9,
    "data|cases|reported|countries|population|survey|according to|estimated|analysis|the number of|share of|increase~|decrease~|average|trend~|compared to|compared with|overview|emissions|facilities|thresholds|expenditure|respondents|in total|the period|statistical|development|assessment|daten|laut|anzahl|entwicklung|durchschnitt|donnees|selon|nombre de|evolution|datos|segun|numero de",
  ),
];

export const PRESENTATION: readonly Cue[] = [
  cue(
    1,
    "agenda|outline|overview|contents|questions?|thank you|thanks for your attention|thank you for your attention|vielen dank fur~|any questions|inhalt|gliederung|fragen|ubersicht|uberblick|plan|sommaire|merci|gracias|conclusion|summary|zusammenfassung|motivation|roadmap",
    "heading",
  ),
  matching(1.2, /\b(?:slide|folie|diapositive) \d+|(?:^|\t)\d{1,3}(?: \/ \d{1,2}| ?\/ ?\d{2,3})(?=$|\t)/gm),
];

export const EXAM: readonly Cue[] = [
  cue(
    2.4,
    "exam|final exam|midterm|midterm exam|examination|quiz|test|worksheet|problem set|homework|assignment|practice test|practice problems|exercise sheet|exercises|klausur|prufung|ubungsblatt|ubung|aufgabenblatt|arbeitsblatt|test de|examen|examen parcial|examen final|ejercicios|hoja de ejercicios|devoir|exercices|controle|interrogation|esame|compito|esercizi|tentamen|toets|proefwerk|sprawdzian",
    "heading",
  ),
  matching(
    1.8,
    /\b(?:quiz|midterm|exam|examen|test|worksheet|klausur|ubungsblatt|homework|aufgabenblatt)\b ?#?\d*/g,
    "top",
  ),
  matching(1.7, /\(?\b\d+ (?:points?|pts?|marks?|punkte|punktos|puntos|pt|bodova)\b\)?|\[\d+ ?(?:marks?|points?)\]/g),
  matching(
    1.5,
    /(?:^|\t)(?:\(?(?:question|problem|exercise|aufgabe|frage|ejercicio|pregunta|exercice|esercizio|domanda|vraag|opgave) ?\d+|q\d+)\b/gm,
  ),
  matching(
    1.3,
    /(?:^|\t)(?:\d{1,2}[.)]|\([a-z0-9]\)|[a-z][).])[ \t]+(?:\(\d+ [a-z]+\)[ \t]+)?(?:solve|find|calculate|compute|evaluate|show|prove|determine|explain|describe|what|which|why|how|who|when|where|simplify|factor|sketch|draw|write|give|state|define|name|list|choose|complete|circle|true|berechne|bestimme|lose|zeige|erklare|nenne|beschreibe|calcula|halla|resuelve|determina|demuestra|simplifica|calculer|determiner|resoudre|montrer)\b/gm,
  ),
  cue(
    1.2,
    "show all work|show your work|justify your answer~|none of these|none of the above|all of the above|circle the correct~|correct answer|fill in the circle|multiple choice|true or false|answer all questions|answer key|no calculators?|time allowed|total marks|total points|name:|student name|student id|class:|date:|score|instructor|begrunde|nombre y apellidos|name and surname|instructions|the following problems|following problems|solve~",
  ),
  matching(1.2, /(?:^|\t)(?:\(?[a-e][).])[ \t]+\S[^\t\n]{0,40}\t+\(?[b-e][).]/gm),
];
