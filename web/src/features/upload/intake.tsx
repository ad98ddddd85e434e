import { Button, FileButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { sentenceFor } from "../../api/problem.ts";
import { formatBytes } from "../../ui/format.ts";
import { ALL_KINDS } from "../kinds.ts";
import classes from "./intake.module.css";
import { fetchSample, hasSample } from "./sample.ts";
import { useUploadQueue } from "./use_uploads.ts";

/** Where documents go in. */
export function Intake({ isFirst }: { isFirst: boolean }) {
  const queue = useUploadQueue();
  const kind = ALL_KINDS[0]!;
  const sample = useQuery({ queryKey: ["sample"], queryFn: hasSample, retry: false });

  const trySample = () =>
    fetchSample().then(
      (file) => queue.add([file], kind.kind),
      (error) => notifications.show({ color: "red", title: "Cannot fetch the sample", message: sentenceFor(error) }),
    );
  return (
    <section aria-labelledby="intake" className={classes["intake"]} data-first={isFirst || undefined}>
      <div className={classes["words"]}>
        <h1 id="intake">{isFirst ? "Drop a PDF, take the table" : "Drop PDFs anywhere"}</h1>
        <p>
          {kind.description} One job a file, up to {formatBytes(kind.maxFileBytes)} each.
        </p>
      </div>
      <div className={classes["buttons"]}>
        {sample.data && <Button variant={isFirst ? "default" : "subtle"} onClick={trySample}>Try the sample</Button>}
        <FileButton multiple accept={kind.accepts.join(",")} onChange={(files) => queue.add(files, kind.kind)}>
          {(props) => <Button {...props}>Choose files</Button>}
        </FileButton>
      </div>
    </section>
  );
}
