import { useLiveState } from "../api/queries.ts";
import classes from "./live_badge.module.css";

const WORDS = { connecting: "Connecting…", live: "Live", reconnecting: "Reconnecting…" };
const MEANING = {
  connecting: "Connecting to the server.",
  live: "Changes show as they happen.",
  reconnecting: "The connection is gone. What you see may be behind; it is brought up to date as soon as it is back.",
};

/** Whether what is shown is what is. */
export function LiveBadge() {
  const state = useLiveState();
  return (
    <span role="status" className={classes["badge"]} data-state={state} title={MEANING[state]}>
      <span className={classes["dot"]} aria-hidden="true" />
      {WORDS[state]}
    </span>
  );
}
