import { useEffect, useState } from "react";
import { formatAge } from "./format.ts";

/** "5 min ago", kept true by this page's own clock. */
export function Age({ of }: { of: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return <time dateTime={of} title={new Date(of).toLocaleString("en-GB")}>{formatAge(of, now)}</time>;
}
