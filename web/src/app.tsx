import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useMemo } from "react";
import { RouterProvider } from "react-router/dom";
import { type Backend, BackendContext } from "./api/backend.ts";
import { ALL_KINDS } from "./features/kinds.ts";
import { JobNotices } from "./features/jobs/job_notices.ts";
import { PendingDeletions, PendingDeletionsContext } from "./features/jobs/pending_deletions.ts";
import { UploadQueue } from "./features/upload/upload_queue.ts";
import { UploadQueueContext } from "./features/upload/use_uploads.ts";
import { createRouter } from "./routes/router.tsx";

export function App({ backend }: { backend: Backend }) {
  const parts = useMemo(() => {
    const router = createRouter();
    new JobNotices(backend.known, router).start();
    return {
      router,
      uploads: new UploadQueue(backend, { kind: ALL_KINDS[0]!.kind, options: {} }),
      deletions: new PendingDeletions(backend),
    };
  }, [backend]);

  return (
    <QueryClientProvider client={backend.queries}>
      <BackendContext value={backend}>
        <UploadQueueContext value={parts.uploads}>
          <PendingDeletionsContext value={parts.deletions}>
            <Notifications position="bottom-right" limit={4} />
            <RouterProvider router={parts.router} />
          </PendingDeletionsContext>
        </UploadQueueContext>
      </BackendContext>
    </QueryClientProvider>
  );
}
