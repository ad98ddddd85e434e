import { notifications } from "@mantine/notifications";
import { createElement } from "react";
import type { createBrowserRouter } from "react-router";
import type { Job } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { KnownJobs } from "../../api/known_jobs.ts";

type Router = ReturnType<typeof createBrowserRouter>;

/** Tells of jobs that end while the user looks at another page: one that shows neither the list nor the job. */
export class JobNotices {
  constructor(private readonly known: KnownJobs, private readonly router: Router) {}

  start(): void {
    this.known.watch((_id, job, before) => {
      if (job && before && before.status !== job.status) this.#tell(job);
    });
  }

  #tell(job: Job): void {
    const { pathname } = this.router.state.location;
    if (pathname === "/" || pathname === `/jobs/${job.id}`) return;
    if (job.status !== "completed" && job.status !== "failed") return;
    const isDone = job.status === "completed";
    const open = () => {
      notifications.hide(job.id);
      void this.router.navigate(`/jobs/${job.id}`);
    };
    notifications.show({
      id: job.id,
      color: isDone ? "mill" : "red",
      title: isDone ? `${job.title} is done` : `${job.title} failed`,
      message: createElement(NoticeLink, { isDone, sentence: job.error?.detail, open }),
      autoClose: isDone ? 10_000 : false,
    });
  }
}

function NoticeLink({ isDone, sentence, open }: { isDone: boolean; sentence: string | undefined; open: () => void }) {
  // The notice stands outside of the router, so it cannot hold a <Link>.
  return createElement(
    "span",
    null,
    sentence ? `${sentence} ` : null,
    createElement(
      "button",
      { type: "button", className: "link-button", onClick: open },
      isDone ? "See the result" : "Open",
    ),
  );
}
