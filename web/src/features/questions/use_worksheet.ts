import { notifications } from "@mantine/notifications";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useBackend } from "../../api/backend.ts";
import { sentenceFor } from "../../api/problem.ts";
import { followQuestions } from "./news.ts";
import { QuestionsApi } from "./questions_api.ts";
import { type Review, Worksheet } from "./worksheet.ts";

/** A job's questions under review, kept true while the page is open. */
export function useWorksheet(
  { id, owner }: { readonly id: string; readonly owner: string },
): { worksheet: Worksheet; review: Review; error: Error | undefined } {
  const backend = useBackend();
  const [error, setError] = useState<Error>();
  const worksheet = useMemo(
    () =>
      new Worksheet(new QuestionsApi(backend.session.supabase, { id, owner }), {
        onNotice: (title, message) => notifications.show({ title, message }),
        onError: (title, error) => notifications.show({ color: "red", title, message: sentenceFor(error) }),
      }),
    [backend, id, owner],
  );
  const review = useSyncExternalStore(worksheet.subscribe, worksheet.review);

  useEffect(() => {
    const leave = followQuestions(backend, id, worksheet, setError);
    const onClosing = (event: BeforeUnloadEvent) => {
      worksheet.flush();
      if (worksheet.review().saving !== "saved") event.preventDefault();
    };
    addEventListener("beforeunload", onClosing);
    return () => {
      removeEventListener("beforeunload", onClosing);
      worksheet.flush();
      leave();
    };
  }, [worksheet]);
  return { worksheet, review, error: review.questions ? undefined : error };
}
