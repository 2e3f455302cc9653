import { QueryClient } from "@tanstack/react-query";
import { ProblemError } from "./problem";

const fresh_ms = 10_000;

/** The cache of what was read from the server; one for each person who signs in. */
export function makeQueryClient(): QueryClient {
  // A refusal will be the same next time; only a server in trouble is asked again.
  const retry = (count: number, error: Error) =>
    error instanceof ProblemError && error.problem.status >= 500 && count < 2;
  return new QueryClient({ defaultOptions: { queries: { staleTime: fresh_ms, retry, refetchOnWindowFocus: false } } });
}
