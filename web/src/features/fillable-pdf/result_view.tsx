import { Skeleton, Tabs } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { ErrorNote } from "../../ui/error_note.tsx";
import type { ResultViewProps } from "../kinds.ts";
import { FormViewer } from "./form_viewer.tsx";
import { useFoundFields } from "./use_found_fields.ts";

const ReviewPanel = lazy(async () => ({ default: (await import("./review/review_panel.tsx")).ReviewPanel }));
const FillPanel = lazy(async () => ({ default: (await import("./fill/fill_panel.tsx")).FillPanel }));
const Copies = lazy(async () => ({ default: (await import("./fill/copies.tsx")).Copies }));

type View = "review" | "try" | "fill" | "copies";

/** What was made of a form: its fields to be reviewed, the form to be tried, copies to be filled in with data. */
export function ResultView({ job }: ResultViewProps) {
  const hasCopies = Number(job.result?.["copies"] ?? 0) > 0;
  const [chosen, setView] = useState<View>();
  // The new version of a form takes the place of the old one: where it was filled in, its copies are shown first.
  const [shown, setShown] = useState(job.id);
  if (shown !== job.id) {
    setShown(job.id);
    setView(hasCopies ? "copies" : chosen === "copies" ? "review" : chosen);
  }
  const view = chosen ?? (hasCopies ? "copies" : "review");
  // What has been looked at stays, with what was done there; the rest is not loaded.
  const [visited, setVisited] = useState<ReadonlySet<View>>(new Set());
  if (!visited.has(view)) setVisited(new Set([...visited, view]));
  const form = job.files.find((file) => file.name === "fillable.pdf");
  const found = useFoundFields(job.files.find((file) => file.name === "fields.json"));
  if (found.isError) {
    return <ErrorNote title="Cannot show the fields" error={found.error} onRetry={() => found.refetch()} />;
  }
  if (!found.data) return <Skeleton height={320} radius={4} role="status" aria-label="Loading the fields" />;
  const panel = (name: View, content: ReactNode) => (
    <Tabs.Panel value={name} pt="md">
      {visited.has(name) && <Suspense fallback={<Skeleton height={320} radius={4} />}>{content}</Suspense>}
    </Tabs.Panel>
  );
  return (
    <Tabs value={view} onChange={(next) => next && setView(next as View)}>
      <Tabs.List>
        {hasCopies && <Tabs.Tab value="copies">Filled-in copies</Tabs.Tab>}
        <Tabs.Tab value="review">Review the fields</Tabs.Tab>
        <Tabs.Tab value="try">Try the form</Tabs.Tab>
        <Tabs.Tab value="fill">Fill in from data</Tabs.Tab>
      </Tabs.List>
      {hasCopies && panel("copies", <Copies job={job} />)}
      {form && panel("review", <ReviewPanel job={job} form={form} found={found.data} />)}
      {form && panel("try", <FormViewer file={form} title={job.title} />)}
      {panel("fill", <FillPanel job={job} found={found.data} />)}
    </Tabs>
  );
}
