import { useEffect, useState } from "react";

/** The text as it is once it has stayed the same for a while: what the server is asked about while somebody types. */
export function usePaused(text: string, pause_ms: number): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setPaused(text), pause_ms);
    return () => window.clearTimeout(timer);
  }, [text, pause_ms]);
  return paused;
}
