import type { Job } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { formatStage } from "../../ui/format.ts";
import { STAGES } from "../kinds.ts";
import classes from "./stage_steps.module.css";

type Part = "done" | "now" | "ahead" | "stopped";

/** The way a job goes, with the stage that it is in, drawn at the lengths that the stages take. */
export function StageSteps({ job }: { job: Job }) {
  const stages = STAGES[job.kind];
  const at = job.status === "completed" ? stages.length : stages.findIndex((stage) => stage.name === job.stage);
  const isStopped = job.status === "failed" || job.status === "cancelled";
  let start = 0;
  return (
    <ol className={classes["steps"]} aria-label="Stages">
      {stages.map(({ name, share }, index) => {
        const part: Part = index < at ? "done" : index > at ? "ahead" : isStopped ? "stopped" : "now";
        const filled = part === "done" ? 1 : Math.min(1, Math.max(0, (job.progress - start) / share));
        start += share;
        return (
          <li
            key={name}
            className={classes["step"]}
            data-part={part}
            aria-current={part === "now" ? "step" : undefined}
            style={{ flexGrow: share }}
          >
            <span className={classes["track"]} aria-hidden="true">
              <span className={classes["fill"]} style={{ transform: `scaleX(${part === "ahead" ? 0 : filled})` }} />
            </span>
            {formatStage(name)}
            <span className="visually-hidden">{` (${SPOKEN[part]})`}</span>
          </li>
        );
      })}
    </ol>
  );
}

const SPOKEN: Record<Part, string> = { done: "done", now: "under way", ahead: "not begun", stopped: "stopped here" };
