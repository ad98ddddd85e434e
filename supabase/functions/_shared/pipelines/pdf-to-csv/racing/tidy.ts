/**
 * Races as one table: a row for each starter, the race's facts repeated.
 *
 * @module
 */
import type { Race, Starter } from "./race.ts";

const flag = (value: boolean): string => value ? "1" : "0";

/** The columns in order, and where each comes from. */
const COLUMNS: Record<string, (race: Race, starter: Starter) => string> = {
  track_name: (race) => race.track_name,
  date: (race) => race.date,
  race: (race) => race.race,
  program_number: (_, starter) => starter.program_number,
  horse: (_, starter) => starter.horse,
  jockey: (_, starter) => starter.jockey,
  trainer: (_, starter) => starter.trainer,
  weight: (_, starter) => starter.weight,
  medication_equipment: (_, starter) => starter.medication_equipment,
  post_position: (_, starter) => starter.post_position,
  finish_position: (_, starter) => starter.finish_position,
  finish_crossed: (_, starter) => starter.finish_crossed,
  margin: (_, starter) => starter.margin,
  lengths_behind: (_, starter) => starter.lengths_behind,
  dnf: (_, starter) => flag(starter.dnf),
  disqualified: (_, starter) => flag(starter.disqualified),
  dead_heat: (_, starter) => flag(starter.dead_heat),
  odds: (_, starter) => starter.odds,
  favorite: (_, starter) => flag(starter.favorite),
  comments: (_, starter) => starter.comments,
  win_payoff: (_, starter) => starter.win_payoff,
  place_payoff: (_, starter) => starter.place_payoff,
  show_payoff: (_, starter) => starter.show_payoff,
  distance_text: (race) => race.distance_text,
  surface: (race) => race.surface,
  track_condition: (race) => race.track_condition,
  race_type: (race) => race.race_type,
  purse: (race) => race.purse,
  winning_time: (race) => race.winning_time,
};

export const TIDY_HEADING: readonly string[] = Object.keys(COLUMNS);

export function tidyRows(race: Race): string[][] {
  return race.starters.map((starter) => Object.values(COLUMNS).map((value) => value(race, starter)));
}
