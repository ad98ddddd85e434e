import classes from "./logo.module.css";

/** Four sheets of paper, set like the sails of a mill. They turn while something is being worked on. */
function Logo({ turning = false, size = 30 }: { turning?: boolean; size?: number }) {
  const sheet = "M-4.5 -4 V-15.2 H1.3 L4.5 -12 V-4 Z";
  return (
    <svg viewBox="-16 -16 32 32" width={size} height={size} aria-hidden="true" className={classes["mill"]}>
      <g className={classes["sails"]} data-turning={turning || undefined}>
        {[20, 110, 200, 290].map((angle) => (
          <path key={angle} d={sheet} transform={`rotate(${angle})`} fill="currentColor" />
        ))}
      </g>
    </svg>
  );
}

export function Wordmark({ turning }: { turning: boolean }) {
  return (
    <span className={classes["wordmark"]}>
      <Logo turning={turning} />
      Docmill
    </span>
  );
}
