import { createContext, useContext, useSyncExternalStore } from "react";
import type { Upload, UploadQueue, UploadSettings } from "./upload_queue.ts";

export const UploadQueueContext = createContext<UploadQueue | undefined>(undefined);

export function useUploadQueue(): UploadQueue {
  const queue = useContext(UploadQueueContext);
  if (!queue) throw new Error("useUploadQueue() is used outside of <UploadQueueContext>.");
  return queue;
}

export function useUploads(): readonly Upload[] {
  const queue = useUploadQueue();
  return useSyncExternalStore(queue.subscribe, queue.uploads);
}

export function useUploadSettings(): UploadSettings {
  const queue = useUploadQueue();
  return useSyncExternalStore(queue.subscribe, queue.settings);
}
