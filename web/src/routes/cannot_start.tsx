import { ConfigError } from "../api/config.ts";
import { ErrorNote } from "../ui/error_note.tsx";
import { Wordmark } from "../ui/logo.tsx";
import classes from "./plain_page.module.css";

/** Shown instead of the pages when there is no server to talk to, or no way to know it. */
export function CannotStart({ error }: { error: unknown }) {
  const isConfig = error instanceof ConfigError;
  return (
    <main className={classes["alone"]}>
      <Wordmark turning={false} />
      {isConfig
        ? <ErrorNote title="Docmill is not set up" error={error} />
        : <ErrorNote title="Docmill cannot start" error={error} onRetry={() => location.reload()} />}
    </main>
  );
}
