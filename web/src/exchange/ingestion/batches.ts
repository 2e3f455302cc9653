import { useQuery } from "@tanstack/react-query";
import type { IntakeView } from "../../api/generated/types";
import { get } from "../../kernel/api";
import type { Remote } from "../../kernel/problem";
import { ProblemError, remote } from "../../kernel/problem";

export const batchesPath = "/api/intake/batches";

export function batchPath(id: string): string {
  return `${batchesPath}/${encodeURIComponent(id)}`;
}

const pollEvery_ms = 1_000;

/** A file sent again is known at once; that it came again is only counted when the inbox takes it. */
const repeatPolls = 15;

/**
 * A received file, asked for again until it is finished.
 * @param awaited It was just uploaded: "not found" only means that the inbox has not taken it yet.
 */
export function useBatch(id: string, awaited = false): Remote<IntakeView | null> {
  return remote(
    useQuery({
      queryKey: ["get", batchPath(id), awaited],
      queryFn: async ({ signal }) => {
        try {
          return await get<IntakeView>(batchPath(id), undefined, signal);
        } catch (error) {
          if (awaited && error instanceof ProblemError && error.problem.status === 404) return null;
          throw error;
        }
      },
      refetchInterval: ({ state }) => {
        const waiting = state.data === null || state.data?.batch.state === "checking";
        const mayRepeat = awaited && state.data?.batch.repeats === 0 && state.dataUpdateCount < repeatPolls;
        return waiting || mayRepeat ? pollEvery_ms : false;
      },
    }),
  );
}
