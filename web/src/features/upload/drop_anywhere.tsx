import { Dropzone } from "@mantine/dropzone";
import { KINDS } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import { useLocation, useNavigate } from "react-router";
import classes from "./drop_anywhere.module.css";
import { useUploadQueue, useUploadSettings } from "./use_uploads.ts";

/** Files can be dropped on any page, anywhere. What they are is checked afterwards, with a sentence for each. */
export function DropAnywhere() {
  const queue = useUploadQueue();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { kind } = useUploadSettings();

  const onDrop = (files: File[]) => {
    queue.add(files);
    if (pathname !== "/") void navigate("/");
  };
  return (
    <Dropzone.FullScreen
      active
      withinPortal={false}
      onDrop={onDrop}
      classNames={{ fullScreen: classes["screen"]!, root: classes["zone"]! }}
      inputProps={{ "aria-label": "Files" }}
    >
      <p className={classes["invitation"]}>Let go to start</p>
      <p>{KINDS[kind].description}</p>
    </Dropzone.FullScreen>
  );
}
