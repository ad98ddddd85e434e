/**
 * The built-in taxonomy: subjects, their topics, and words that tell them, in English, Spanish, German and French where they
 * differ. A word is the beginning of a word: `deriv` finds derivative. One after `~` is used elsewhere, too, and counts less.
 *
 * @module
 */
export interface Subject {
  readonly name: string;
  readonly topics: Readonly<Record<string, string>>;
}

export const TAXONOMY: readonly Subject[] = [
  {
    name: "Mathematics",
    topics: {
      "Arithmetic":
        "addition subtract multiplic multiply ~divid quotient remainder ~sum ~minus ~plus ~times suma resta addiere subtrahiere additionne",
      "Fractions and decimals":
        "fraction denominator numerator decimal percent mixed_number fraccion bruch brüche prozent porcentaje pourcentage",
      "Ratio and proportion": "ratio proportion scale_factor unit_rate dreisatz proporcion",
      "Number theory": "prime factor_tree gcd lcm divisib multiple_of even_number odd_number primzahl teiler",
      "Linear equations":
        "solve_for linear_equation slope intercept equation gleichung ecuacion équation inequalit ungleichung inecuacion",
      "Quadratic equations":
        "quadratic parabola discriminant vertex complete_the_square soluciones quadratisch cuadratica",
      "Polynomials and factoring":
        "polynomial factor expand binomial monomial trinomial coefficient factoriz polinomio",
      "Functions and graphs":
        "~function ~domain ~range graph_of inverse_function f(x) ~funktion ~función ~fonction asymptot",
      "Exponents and logarithms":
        "exponent ~power_of logarithm log ln sqrt ~radical square_root potenz wurzel potencia raiz",
      "Sequences and series":
        "~sequence ~series converge diverge arithmetic_sequence geometric_sequence maclaurin taylor sucesion folge reihe partial_sum",
      "Geometry":
        "triangle angle circle rectangle perimeter area polygon parallel perpendicular radius diameter volume cylinder sphere pythag dreieck winkel kreis fläche triangulo angulo circulo",
      "Trigonometry": "sin cos tan trigonometr sine cosine tangent radians hypotenuse",
      "Derivatives":
        "deriv differentiat dy/dx tangent_line rate_of_change ableitung d/dx d/(dx) maximum minimum critical_point",
      "Integrals": "integral integrat antiderivative ∫ area_under substitution_method stammfunktion",
      "Limits": "~limit lim approaches l'hospital l'hôpital",
      "Vectors and matrices": "vector matrix matrices determinant dot_product cross_product eigenvalue vektor",
      "Probability": "probabilit dice coin random_variable combination permutation wahrscheinlichkeit probabilidad",
      "Statistics":
        "mean median ~mode standard_deviation histogram variance correlation box_plot mittelwert media_aritmetica",
      "Logic and sets": "proposition subset union intersection implies truth_table set_of ⇒ ∈",
      "Measurement": "centimet metre meter kilogram gram litre liter o'clock minutes_past convert",
    },
  },
  {
    name: "Physics",
    topics: {
      "Mechanics":
        "velocity accelerat decelerat ~force ~forces newton momentum friction displacement projectile constant_speed extension_of_a_spring geschwindigkeit beschleunig kraft freier_fall fallzeit velocidad fuerza vitesse",
      "Energy and work": "kinetic potential_energy joule work_done ~power watt efficiency ~energy energie",
      "Electricity":
        "~current voltage resistor resistance ohm circuit ~charge capacitor ampere volt strom spannung elektr feldstärke feldlinien kondensator",
      "Waves and optics":
        "wavelength frequency pendel schwing federkonstante lens mirror refract reflection amplitude sound_wave diffraction",
      "Thermal physics": "temperature heat specific_heat thermal latent celsius kelvin",
      "Nuclear physics": "radioactiv half-life isotope nucleus alpha_particle fission fusion",
    },
  },
  {
    name: "Chemistry",
    topics: {
      "Atoms and the periodic table": "atom electron proton neutron periodic_table valence",
      "Chemical reactions": "reaction reactant product balanced_equation oxidation reduction combust catalyst",
      "Acids and bases": "acid alkali pH neutrali titration base_solution säure",
      "Stoichiometry": "mole molar moles avogadro stoichiometr concentration",
      "Organic chemistry": "alkane alkene hydrocarbon polymer ester carbon_chain isomer",
      "Bonding": "ionic covalent bond molecule metallic_bond",
    },
  },
  {
    name: "Biology",
    topics: {
      "Cells": "~cell ~cells membrane mitochondri nucleus_of organelle zelle celula cytoplasm osmosis",
      "Genetics": "gene allele dna chromosome inherit genotype phenotype mutation",
      "Ecology": "ecosystem food_chain habitat predator population species biodiversity",
      "Human body": "blood heart lung digest enzyme nervous_system muscle bone hormone kidney",
      "Plants": "photosynthesis chlorophyll stomata root_hair pollinat leaf leaves",
      "Evolution": "evolution natural_selection darwin adaptation fossil",
    },
  },
  {
    name: "Computer science",
    topics: {
      "Programming":
        "algorithm ~program ~variable ~loop array python java pseudocode recursion boolean code_segment string integer_variable",
      "Data representation": "binary hexadecimal bits bytes ascii two's_complement",
      "Data structures": "~stack ~queue linked_list binary_tree hash_table graph_traversal big-o",
      "Databases": "sql database primary_key relational_table query",
      "Networks and security": "ip_address protocol router encryption network_topology firewall",
    },
  },
  {
    name: "English language",
    topics: {
      "Grammar":
        "verb noun adjective adverb ~tense pronoun preposition clause punctuation apostrophe plural_form present_perfect past_simple conjunction sentence correct_form correct_word grammar mistakes_in gerund",
      "Vocabulary": "synonym antonym meaning_of_the_word define_the_word vocabulary prefix suffix definition spelling",
      "Reading comprehension":
        "passage paragraph author narrator according_to_the_text main_idea infer extract text_above",
      "Writing": "essay write_a_letter write_a_story paragraph_about compose persuasive_text",
      "Literature": "poem poet stanza character_in novel metaphor simile shakespeare play_by theme",
    },
  },
  {
    name: "History",
    topics: {
      "Wars and conflicts": "war wars battle treaty army soldier revolution weltkrieg guerra world_war invasion",
      "Ancient history":
        "roman_empire romans ancient greek_city egypt pharaoh mesopotamia civilization civilisation emperor dynasty",
      "Politics and government":
        "constitution parliament democracy election president monarch ~king ~queen government magna_carta feudal samurai republic",
      "Society and economy":
        "industrial slavery colonial colony colonies trade_route empire_of ~century ~migration renaissance reformation black_death silk_road columbus medieval",
    },
  },
  {
    name: "Geography",
    topics: {
      "Physical geography": "~river erosion volcano earthquake climate glacier coast plate_tectonic weathering",
      "Human geography": "population_density urban settlement migration tourism agriculture developing_countr",
      "Maps and places": "map_shows latitude longitude grid_reference ~capital_of continent ~country_in compass",
    },
  },
  {
    name: "Economics",
    topics: {
      "Markets": "~demand ~supply price_elasticity market equilibrium monopoly consumer_surplus",
      "Macroeconomics": "inflation gdp unemployment fiscal monetary interest_rate",
      "Accounting": "balance_sheet ledger debit credit profit_and_loss depreciation cash_flow",
    },
  },
];
