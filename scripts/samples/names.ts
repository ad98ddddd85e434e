/**
 * Names for invented races. None is, or is meant to be, the name of a real track, horse or person.
 *
 * @module
 */
export const TRACKS = [
  "Willow Bend Downs",
  "Saltmarsh Park",
  "Copper Hollow",
  "Larkspur Meadows",
  "Old Ferry Racecourse",
];

export const HORSE_FIRST = [
  "Amber",
  "Brisk",
  "Cinder",
  "Dapple",
  "Ember",
  "Frosted",
  "Gallant",
  "Harbor",
  "Ivory",
  "Juniper",
  "Kindled",
  "Lantern",
  "Midnight",
  "Nimble",
  "Orchard",
  "Paper",
  "Quiet",
  "Rustic",
  "Silver",
  "Thistle",
  "Umber",
  "Velvet",
  "Winter",
  "Yonder",
];

export const HORSE_SECOND = [
  "Almanac",
  "Bellows",
  "Compass",
  "Drummer",
  "Errand",
  "Fiddle",
  "Gazette",
  "Hourglass",
  "Inkwell",
  "Jamboree",
  "Kettle",
  "Ledger",
  "Monsoon",
  "Nocturne",
  "Overture",
  "Postcard",
  "Quarry",
  "Rhapsody",
  "Sonnet",
  "Teapot",
  "Umbrella",
  "Voyager",
  "Waltz",
  "Zephyr",
];

export const JOCKEY_FIRST = [
  "A.",
  "B.",
  "C.",
  "D.",
  "E.",
  "F.",
  "H.",
  "J.",
  "K.",
  "L.",
  "M.",
  "N.",
  "P.",
  "R.",
  "S.",
  "T.",
];

export const JOCKEY_LAST = [
  "Abelard",
  "Brandvold",
  "Castellane",
  "Dunmarrow",
  "Eskelund",
  "Fenwright",
  "Galloway-Pike",
  "Hollenbeck",
  "Iversgaard",
  "Jessamy",
  "Kilvane",
  "Lindqvale",
  "Marchetta",
  "Norwick",
  "Ostrander",
  "Pellworth",
  "Quillfeather",
  "Rosendahl",
];

export const RACE_TYPES = ["Maiden Special Weight", "Claiming", "Allowance", "Optional Claiming", "Handicap", "Stakes"];

export const DISTANCES = [
  "5 Furlongs",
  "5 1/2 Furlongs",
  "6 Furlongs",
  "7 Furlongs",
  "1 Mile",
  "1 1/16 Miles",
  "1 1/8 Miles",
];

export const SURFACES = ["Dirt, fast", "Dirt, muddy", "Turf, firm", "Turf, good", "All weather, standard"];

export const COMMENTS = [
  "led throughout, ridden out",
  "stalked inside, angled out, rallied",
  "broke slowly, no menace",
  "bid three wide, gamely",
  "hopped start, mild gain",
  "pressed pace, weakened",
  "off the rail, evenly late",
  "steadied early, flattened out",
  "dueled outside, held well",
  "never a factor",
  "loomed boldly, hung",
  "saved ground, empty",
];

export const MARGINS = [
  "Nose",
  "Head",
  "Neck",
  "1/2",
  "3/4",
  "1",
  "1 1/4",
  "1 1/2",
  "2",
  "2 3/4",
  "3 1/2",
  "5",
  "7 1/4",
];
