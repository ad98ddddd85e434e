import { Link, NavLink, Outlet } from "react-router";
import { useActiveJobs } from "../api/queries.ts";
import { DropAnywhere } from "../features/upload/drop_anywhere.tsx";
import { LiveBadge } from "../ui/live_badge.tsx";
import { Wordmark } from "../ui/logo.tsx";
import { SchemeSwitch } from "../ui/scheme_switch.tsx";
import classes from "./shell.module.css";

/** What stands around every page. */
export function Shell() {
  const isWorking = useActiveJobs().some((job) => job.status === "processing");
  return (
    <>
      <a href="#main" className={classes["skip"]}>Skip to content</a>
      <header className={classes["header"]}>
        <div className={classes["bar"]}>
          <Link to="/" className={classes["home"]} aria-label="Docmill, all jobs">
            <Wordmark turning={isWorking} />
          </Link>
          <nav aria-label="Main" className={classes["nav"]}>
            <NavLink to="/" end>Jobs</NavLink>
            <NavLink to="/find">Find a job</NavLink>
          </nav>
          <LiveBadge />
          <SchemeSwitch />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes["main"]}>
        <Outlet />
        <DropAnywhere />
      </main>
      <footer className={classes["footer"]}>
        You are a guest: your jobs and files can be seen from this browser only.
      </footer>
    </>
  );
}
