import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconChecks,
  IconKeyboard,
  IconListNumbers,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { ProgressRule } from "../../../ui/progress_rule.tsx";
import type { Review } from "../worksheet.ts";
import classes from "./review.module.css";
import type { Commands } from "./use_commands.ts";

interface ReviewBarProps {
  readonly job: { readonly id: string; readonly title: string };
  readonly review: Review;
  readonly commands: Commands;
  readonly canEdit: boolean;
  readonly children: ReactNode;
}

const SAVING = { saved: "Saved", saving: "Saving…", offline: "Offline: saved when the connection is back" } as const;

/** What is reviewed, how far it is, and what concerns all of it. */
export function ReviewBar({ job, review, commands, canEdit, children }: ReviewBarProps) {
  const { questions = [], saving, undo, redo } = review;
  const approved = questions.filter(({ status }) => status === "approved").length;
  const { run } = commands;
  return (
    <header className={classes["bar"]}>
      <div className={classes["title"]}>
        <Link to={`/jobs/${job.id}`} className={classes["back"]}>
          <IconArrowLeft size={16} aria-hidden="true" /> The job
        </Link>
        <h1>{job.title}</h1>
      </div>
      <div className={classes["progress"]}>
        <p>
          <b>{approved} of {questions.length}</b> approved
          {canEdit && <span role="status" className={classes["saving"]}>{SAVING[saving]}</span>}
        </p>
        <ProgressRule label="Review" value={questions.length === 0 ? 0 : approved / questions.length} thick />
      </div>
      <div className={classes["tools"]}>
        {canEdit && (
          <>
            <Tooltip label={undo ? `Undo: ${undo}` : "Nothing to undo"}>
              <ActionIcon variant="default" size={36} aria-label="Undo" disabled={!undo} onClick={() => run("undo")}>
                <IconArrowBackUp size={18} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={redo ? `Redo: ${redo}` : "Nothing to redo"}>
              <ActionIcon variant="default" size={36} aria-label="Redo" disabled={!redo} onClick={() => run("redo")}>
                <IconArrowForwardUp size={18} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Renumber">
              <ActionIcon variant="default" size={36} aria-label="Renumber" onClick={() => run("renumber")}>
                <IconListNumbers size={18} />
              </ActionIcon>
            </Tooltip>
            <Button
              variant="default"
              leftSection={<IconChecks size={16} />}
              onClick={() => run("approveAll")}
            >
              Approve all
            </Button>
          </>
        )}
        {children}
        <Tooltip label="Keys">
          <ActionIcon
            variant="default"
            size={36}
            aria-label="Keys"
            className={classes["keys"] ?? ""}
            onClick={() => run("help")}
          >
            <IconKeyboard size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}
