import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { ClientConfig } from "./config.ts";

export interface Session {
  readonly supabase: SupabaseClient;
  readonly userId: string;
}

/**
 * Opens the visitor's session, kept in this browser; a new visitor becomes a guest without filling in anything. A
 * session in the link's fragment (`#access_token=…&refresh_token=…`) is taken over, as in any Supabase client.
 */
export async function openSession(config: ClientConfig): Promise<Session> {
  const supabase = createClient(config.supabaseUrl, config.publishableKey, {
    realtime: { heartbeatIntervalMs: 10_000, timeout: 5_000 },
  });
  // Two tabs opened at once must not become two guests.
  const userId = await navigator.locks.request("docmill-sign-in", () => signIn(supabase));

  supabase.auth.onAuthStateChange((event, session) => {
    if (session && session.user.id !== userId) location.reload();
    if (event === "TOKEN_REFRESHED") void supabase.realtime.setAuth(session?.access_token);
  });
  void replaceForgottenGuest(supabase);
  return { supabase, userId };
}

async function signIn(supabase: SupabaseClient): Promise<string> {
  const { data: { session } } = await supabase.auth.getSession();
  if (session) return session.user.id;
  const { data, error } = await supabase.auth.signInAnonymously();
  if (error) throw error;
  return data.user!.id;
}

/** A kept token can outlive its user (the database was reset, the guest was purged): then start afresh. */
async function replaceForgottenGuest(supabase: SupabaseClient): Promise<void> {
  const { error } = await supabase.auth.getUser();
  if (!error || ![401, 403, 404].includes(error.status ?? 0)) return;
  await supabase.auth.signOut({ scope: "local" });
  location.reload();
}
