import type { RealtimeChannel } from "@supabase/supabase-js";
import type { Backend } from "../../api/backend.ts";
import type { Question } from "./question.ts";
import type { Worksheet } from "./worksheet.ts";

const REJOIN_MS = 2_000;

type Told = Omit<Question, "proposed"> & { readonly has_proposal: boolean };

/**
 * Keeps a worksheet true while it is open: joins its topic, reads it after every join, then takes what it is told. The
 * socket is looked after by the live connection of jobs; when that is live again, the topic is joined anew.
 *
 * @returns leaves the topic
 */
export function followQuestions(
  { session: { supabase }, live }: Backend,
  jobId: string,
  worksheet: Worksheet,
  onError: (error: Error) => void,
): () => void {
  let channel: RealtimeChannel | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLeft = false;
  const read = () => worksheet.read().catch((error: Error) => void (!isLeft && onError(error)));

  const drop = () => {
    clearTimeout(timer);
    const former = channel;
    channel = undefined;
    if (former) void supabase.removeChannel(former);
  };
  const join = () => {
    drop();
    const joined = channel = supabase.channel(`questions:${jobId}`, { config: { private: true } });
    joined
      .on("broadcast", { event: "question" }, ({ payload }) => void hear(payload as Told))
      .on("broadcast", { event: "question.deleted" }, ({ payload }) => worksheet.hearGone(payload.id))
      .on("broadcast", { event: "questions.changed" }, () => void read())
      .subscribe((status) => {
        if (joined !== channel) return;
        if (status === "SUBSCRIBED") void read();
        else if (live.state() === "live") timer = setTimeout(join, REJOIN_MS);
      });
  };
  const hear = async ({ has_proposal, ...question }: Told) => {
    // A message is too small for what a later extraction proposes.
    if (!has_proposal) return worksheet.hear({ ...question, proposed: null });
    const whole = await worksheet.api.get(question.id).catch(() => undefined);
    if (whole) worksheet.hear(whole);
  };
  const follow = () => live.state() === "live" ? join() : drop();
  const onVisible = () => {
    if (document.visibilityState === "visible") void read();
  };

  // What is there is shown without waiting for the topic.
  void read();
  follow();
  const stopFollowing = live.subscribe(follow);
  document.addEventListener("visibilitychange", onVisible);
  return () => {
    isLeft = true;
    stopFollowing();
    document.removeEventListener("visibilitychange", onVisible);
    drop();
  };
}
