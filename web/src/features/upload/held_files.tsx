import { Button, Skeleton } from "@mantine/core";
import { Suspense, useEffect } from "react";
import { PREVIEWS } from "../kinds.ts";
import classes from "./held_files.module.css";
import { useUploadQueue, useUploads, useUploadSettings } from "./use_uploads.ts";

/** Files that wait while options are tried on them: what the first one gives, and a button that lets all go. */
export function HeldFiles() {
  const queue = useUploadQueue();
  const settings = useUploadSettings();
  const Preview = PREVIEWS[settings.kind];
  const held = useUploads().filter(({ state }) => state === "held");
  useEffect(() => {
    queue.hold(Preview !== undefined);
    return () => queue.hold(false);
  }, [queue, Preview]);
  const first = held[0];
  if (!Preview) return null;
  if (!first) {
    return <p className={classes["hint"]}>Choose a file: you see what these options give before it is sent.</p>;
  }
  return (
    <section className={classes["held"]} aria-label={`Preview of ${first.name}`}>
      <div className={classes["head"]}>
        <h2>{first.name}</h2>
        <Button onClick={() => held.forEach(({ id }) => queue.start(id))}>
          {held.length === 1 ? "Start" : `Start all ${held.length}`}
        </Button>
      </div>
      <Suspense fallback={<Skeleton height={180} radius={4} />}>
        <Preview
          key={first.id}
          id={first.id}
          file={first.files[0]!}
          options={settings.options}
          onOptions={(options) => queue.configure({ ...settings, options })}
        />
      </Suspense>
    </section>
  );
}
