import { Dropzone } from "@mantine/dropzone";
import { useLocation, useNavigate } from "react-router";
import { ALL_KINDS } from "../kinds.ts";
import classes from "./drop_anywhere.module.css";
import { useUploadQueue } from "./use_uploads.ts";

/** Files can be dropped on any page, anywhere. What they are is checked afterwards, with a sentence for each. */
export function DropAnywhere() {
  const queue = useUploadQueue();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const kind = ALL_KINDS[0]!;

  const onDrop = (files: File[]) => {
    queue.add(files, kind.kind);
    if (pathname !== "/") void navigate("/");
  };
  return (
    <Dropzone.FullScreen active onDrop={onDrop} className={classes["zone"]!} inputProps={{ "aria-label": "Files" }}>
      <p className={classes["invitation"]}>Let go to start</p>
      <p>{kind.description}</p>
    </Dropzone.FullScreen>
  );
}
