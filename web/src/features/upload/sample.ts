/** A document to try things with, where the server has one beside the client. */
const SAMPLE = "/sample.pdf";

export async function hasSample(): Promise<boolean> {
  const response = await fetch(SAMPLE, { method: "HEAD" });
  return response.ok && response.headers.get("content-type") === "application/pdf";
}

export async function fetchSample(): Promise<File> {
  const response = await fetch(SAMPLE);
  return new File([await response.blob()], "sample.pdf", { type: "application/pdf" });
}
