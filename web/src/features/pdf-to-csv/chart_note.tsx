import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useBackend } from "../../api/backend.ts";
import type { JobWithFiles } from "../../api/jobs.ts";
import { sentenceFor } from "../../api/problem.ts";
import classes from "./chart_note.module.css";

/** Says that a finished job's document is a race chart, and reads it anew as one: another job. */
export function ChartNote({ job }: { job: JobWithFiles }) {
  const { jobs } = useBackend();
  const navigate = useNavigate();
  const [isSending, setSending] = useState(false);
  const input = job.files.find((file) => file.role === "input");
  if (!input || job.result?.["suggested_preset"] !== "race-chart") return null;

  const start = async () => {
    setSending(true);
    try {
      const files = [{ path: input.path, name: input.name }];
      const options = { ...job.options, preset: "race-chart" };
      const id = await jobs.create({ kind: job.kind, files, options }, crypto.randomUUID());
      await navigate(`/jobs/${id}`);
    } catch (error) {
      notifications.show({ color: "red", title: "Cannot read it as a race chart", message: sentenceFor(error) });
    } finally {
      setSending(false);
    }
  };
  return (
    <div className={classes["note"]}>
      <p>This looks like a race chart: it can be one tidy table with a row for each starter of all races.</p>
      <Button size="compact-sm" loading={isSending} onClick={start}>Read it as a race chart</Button>
    </div>
  );
}
