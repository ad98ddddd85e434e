/** The global that Supabase's Edge Runtime defines. */
declare namespace EdgeRuntime {
  /** Keeps the isolate alive for background work, within its limits. */
  function waitUntil<T>(promise: Promise<T>): Promise<T>;
}
