import classes from "./progress_rule.module.css";

interface ProgressRuleProps {
  /** 0..1 */
  value: number;
  label: string;
  /** `accent` while it moves, `still` while it waits. */
  tone?: "accent" | "still";
  thick?: boolean;
}

/** Progress as a rule that is drawn: thin below a row, thicker on a page. */
export function ProgressRule({ value, label, tone = "accent", thick = false }: ProgressRuleProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(value * 100)}
      className={classes["track"]}
      data-thick={thick || undefined}
    >
      <div className={classes["fill"]} data-tone={tone} style={{ transform: `scaleX(${value})` }} />
    </div>
  );
}
