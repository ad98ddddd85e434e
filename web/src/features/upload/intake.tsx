import { Button, FileButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { KINDS } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import { sentenceFor } from "../../api/problem.ts";
import { formatBytes } from "../../ui/format.ts";
import { formatsOf } from "./check.ts";
import { HeldFiles } from "./held_files.tsx";
import classes from "./intake.module.css";
import { KindChoice } from "./kind_choice.tsx";
import { NotifyField } from "./notify_field.tsx";
import { fetchSample, hasSample, SAMPLE_SETTINGS } from "./sample.ts";
import { useUploadQueue, useUploadSettings } from "./use_uploads.ts";

const OptionsForm = lazy(async () => ({ default: (await import("../options/options_form.tsx")).OptionsForm }));

/** Where documents go in. `isFirst`: the user has no job yet, and this is what there is to see. */
export function Intake({ isFirst }: { isFirst: boolean }) {
  const queue = useUploadQueue();
  const settings = useUploadSettings();
  const [hasOptions, options] = useDisclosure(false);
  const sample = useQuery({ queryKey: ["sample"], queryFn: hasSample, retry: false });
  const kind = KINDS[settings.kind];
  const amount = kind.maxFiles > 1 ? `, up to ${kind.maxFiles} files a job` : "";

  const trySample = () =>
    fetchSample().then(
      (file) => queue.add([file], SAMPLE_SETTINGS),
      (error) => notifications.show({ color: "red", title: "Cannot fetch the sample", message: sentenceFor(error) }),
    );
  return (
    <section aria-labelledby="intake" className={classes["intake"]} data-first={isFirst || undefined}>
      <KindChoice value={settings.kind} onChange={(kind) => queue.configure({ ...settings, kind, options: {} })} />
      <div className={classes["words"]}>
        <h1 id="intake">{isFirst ? "Drop a document in, take the data out" : "Drop files anywhere"}</h1>
        <p>{kind.description} Takes {formatsOf(kind.kind)}, up to {formatBytes(kind.maxFileBytes)} a file{amount}.</p>
      </div>
      <div className={classes["buttons"]}>
        <FileButton multiple accept={kind.accepts.join(",")} onChange={(files) => queue.add(files)}>
          {(props) => <Button {...props}>Choose files</Button>}
        </FileButton>
        {sample.data && <Button variant="default" onClick={trySample}>Try the sample</Button>}
        <Button variant="subtle" px="sm" aria-expanded={hasOptions} onClick={options.toggle}>Options</Button>
      </div>
      {hasOptions && (
        <Suspense>
          <OptionsForm
            kind={settings.kind}
            value={settings.options}
            onChange={(options) => queue.configure({ ...settings, options })}
          />
          <NotifyField settings={settings} onChange={(settings) => queue.configure(settings)} />
        </Suspense>
      )}
      {hasOptions && <HeldFiles />}
    </section>
  );
}
