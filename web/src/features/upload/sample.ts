import type { UploadSettings } from "./upload_queue.ts";

/** A document to try things with, where the server has one beside the client. */
const SAMPLE = "/sample.pdf";

/** What it is a sample for. */
export const SAMPLE_SETTINGS: UploadSettings = { kind: "pdf-to-csv", options: {} };

export async function hasSample(): Promise<boolean> {
  const response = await fetch(SAMPLE, { method: "HEAD" });
  return response.ok && response.headers.get("content-type") === "application/pdf";
}

export async function fetchSample(): Promise<File> {
  const response = await fetch(SAMPLE);
  return new File([await response.blob()], "sample.pdf", { type: "application/pdf" });
}
