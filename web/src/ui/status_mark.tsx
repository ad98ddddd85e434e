import type { JobStatus } from "../../../supabase/functions/_shared/jobs/job.ts";
import classes from "./status_mark.module.css";

const RADIUS = 6.5;
const CIRCUMFERENCE = 2 * Math.PI * RADIUS;

/** A job's status as a small sign: a ring that fills, then a tick. The words beside it say the same. */
export function StatusMark({ status, progress = 0 }: { status: JobStatus; progress?: number }) {
  return (
    <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" className={classes["mark"]} data-status={status}>
      <circle cx="9" cy="9" r={RADIUS} className={classes["ring"]} />
      {status === "processing" && (
        <circle
          cx="9"
          cy="9"
          r={RADIUS}
          className={classes["arc"]}
          strokeDasharray={`${CIRCUMFERENCE * progress} ${CIRCUMFERENCE}`}
          transform="rotate(-90 9 9)"
        />
      )}
      {status === "completed" && <path d="M5.6 9.2 8 11.6 12.5 6.8" />}
      {status === "failed" && <path d="M9 5.4v4.4M9 12.2v.4" />}
      {status === "cancelled" && <path d="M6.4 9h5.2" />}
    </svg>
  );
}
