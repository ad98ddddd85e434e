import { useRouteError } from "react-router";
import { ErrorNote } from "../ui/error_note.tsx";
import classes from "./plain_page.module.css";

/** A page broke, or a part of it could not be loaded: after a new release, say. Reloading helps with both. */
export function Crashed() {
  const error = useRouteError();
  return (
    <main className={classes["alone"]}>
      <ErrorNote title="This page broke" error={error} onRetry={() => location.reload()} />
    </main>
  );
}
