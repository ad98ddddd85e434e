import { createBrowserRouter } from "react-router";
import { Crashed } from "./crashed.tsx";
import { JobsPage } from "./jobs_page.tsx";
import { NotFoundPage } from "./not_found_page.tsx";
import { Shell } from "./shell.tsx";

export function createRouter() {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <Crashed />,
      // Pages that are loaded when first looked at appear a moment later; an empty page until then is calmest.
      hydrateFallbackElement: <span />,
      children: [
        { index: true, element: <JobsPage /> },
        { path: "jobs/:id", lazy: async () => ({ Component: (await import("./job_page.tsx")).JobPage }) },
        { path: "jobs/:id/review", lazy: async () => ({ Component: (await import("./review_page.tsx")).ReviewPage }) },
        { path: "status/:id?", lazy: async () => ({ Component: (await import("./status_page.tsx")).StatusPage }) },
        { path: "find", lazy: async () => ({ Component: (await import("./find_page.tsx")).FindPage }) },
        { path: "*", element: <NotFoundPage /> },
      ],
    },
  ]);
}
