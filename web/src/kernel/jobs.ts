import { useQuery } from "@tanstack/react-query";
import { command, get, newIntent } from "./api";
import type { Remote } from "./problem";
import { remote } from "./problem";

export type JobState = "running" | "done" | "failed" | "cancelled";

/** Work that outlives the request that started it. */
export type Job = {
  id: string;
  title: string;
  stage: string;
  rowsDone: number;
  /** Absent while the count is not known. */
  rowsTotal?: number;
  estimateSeconds?: number;
  state: JobState;
  log: string[];
};

const pollEvery_ms = 1_000;

/** Follows a job until it ends, also while the tab is in the background. */
export function useJob(jobId: string): Remote<Job> {
  return remote(
    useQuery({
      queryKey: ["jobs", jobId],
      queryFn: ({ signal }) => get<Job>(`/api/jobs/${encodeURIComponent(jobId)}`, undefined, signal),
      refetchInterval: (query) => (query.state.data?.state === "running" ? pollEvery_ms : false),
      refetchIntervalInBackground: true,
    }),
  );
}

export async function cancelJob(jobId: string): Promise<void> {
  await command(`/api/jobs/${encodeURIComponent(jobId)}/cancel`, undefined, { intent: newIntent() });
}

/** Goes on from the last stage that was kept. */
export async function resumeJob(jobId: string): Promise<void> {
  await command(`/api/jobs/${encodeURIComponent(jobId)}/resume`, undefined, { intent: newIntent() });
}
