import { Button, FileButton, SegmentedControl } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { JobKind } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { KINDS } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import { sentenceFor } from "../../api/problem.ts";
import { formatBytes } from "../../ui/format.ts";
import { ALL_KINDS } from "../kinds.ts";
import classes from "./intake.module.css";
import { fetchSample, hasSample } from "./sample.ts";
import { useUploadQueue, useUploadSettings } from "./use_uploads.ts";

const OptionsForm = lazy(async () => ({ default: (await import("../options/options_form.tsx")).OptionsForm }));

/** Where documents go in. `isFirst`: the user has no job yet, and this is what there is to see. */
export function Intake({ isFirst }: { isFirst: boolean }) {
  const queue = useUploadQueue();
  const settings = useUploadSettings();
  const [hasOptions, options] = useDisclosure(false);
  const sample = useQuery({ queryKey: ["sample"], queryFn: hasSample, retry: false });
  const kind = KINDS[settings.kind];

  const trySample = () =>
    fetchSample().then(
      (file) => queue.add([file]),
      (error) => notifications.show({ color: "red", title: "Cannot fetch the sample", message: sentenceFor(error) }),
    );
  return (
    <section aria-labelledby="intake" className={classes["intake"]} data-first={isFirst || undefined}>
      <div className={classes["words"]}>
        <h1 id="intake">{isFirst ? "Drop a PDF, take the table" : "Drop PDFs anywhere"}</h1>
        <p>{kind.description} Up to {formatBytes(kind.maxFileBytes)} a file.</p>
      </div>
      <div className={classes["buttons"]}>
        {ALL_KINDS.length > 1 && (
          <SegmentedControl
            aria-label="What to do with the files"
            value={settings.kind}
            onChange={(value) => queue.configure({ kind: value as JobKind, options: {} })}
            data={ALL_KINDS.map(({ kind, label }) => ({ value: kind, label }))}
          />
        )}
        <FileButton multiple accept={kind.accepts.join(",")} onChange={(files) => queue.add(files)}>
          {(props) => <Button {...props}>Choose files</Button>}
        </FileButton>
        {sample.data && <Button variant="default" onClick={trySample}>Try the sample</Button>}
        <Button variant="subtle" aria-expanded={hasOptions} onClick={options.toggle}>Options</Button>
      </div>
      {hasOptions && (
        <Suspense>
          <OptionsForm
            kind={settings.kind}
            value={settings.options}
            onChange={(options) => queue.configure({ ...settings, options })}
          />
        </Suspense>
      )}
    </section>
  );
}
