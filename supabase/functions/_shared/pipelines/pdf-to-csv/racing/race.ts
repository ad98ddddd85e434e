/**
 * A race as its chart tells it.
 *
 * @module
 */
export interface Starter {
  readonly program_number: string;
  readonly horse: string;
  /** As printed: last name first. */
  readonly jockey: string;
  readonly weight: string;
  readonly medication_equipment: string;
  readonly post_position: string;
  /** The official position, and the one at the line, before any disqualification; empty when it did not finish. */
  readonly finish_position: string;
  readonly finish_crossed: string;
  /** Lengths ahead of the next horse, as printed. */
  readonly margin: string;
  /** Lengths behind the winner: a number, empty where a margin is no length. */
  readonly lengths_behind: string;
  readonly dnf: boolean;
  readonly disqualified: boolean;
  readonly dead_heat: boolean;
  /** Dollars to one. */
  readonly odds: string;
  readonly favorite: boolean;
  readonly comments: string;
  readonly trainer: string;
  readonly win_payoff: string;
  readonly place_payoff: string;
  readonly show_payoff: string;
}

export interface Race {
  readonly page: number;
  /** The table of starters, in the page's user space. */
  readonly bbox: readonly number[];
  readonly track_name: string;
  /** ISO. */
  readonly date: string;
  readonly race: string;
  readonly race_type: string;
  readonly distance_text: string;
  readonly surface: string;
  readonly track_condition: string;
  readonly weather: string;
  readonly purse: string;
  readonly off_time: string;
  readonly winning_time: string;
  readonly cancelled: boolean;
  readonly scratched: readonly string[];
  readonly footnotes: string;
  readonly starters: readonly Starter[];
}
