import { useQuery } from "@tanstack/react-query";
import type { DetailView, IntakeView } from "../../../api/generated/types";
import { get } from "../../../kernel/api";
import type { Remote } from "../../../kernel/problem";
import { ProblemError, remote } from "../../../kernel/problem";
import { batchPath } from "../batches";

export const detailsPath = "/api/intake/details";

/** Table ids have a slash; in addresses a ~ stands for it. */
export function tableKey(table: string): string {
  return table.replace("/", "~");
}

export function detailPath(id: string): string {
  return `${detailsPath}/${encodeURIComponent(id)}`;
}

export function detailTablePath(id: string, table: string): string {
  return `${detailPath(id)}/tables/${tableKey(table)}`;
}

/** The screen of a batch, at one of its tables. */
export function detailAddress(id: string, table?: string): string {
  return `/exchange/details/${id}${table === undefined ? "" : `?table=${tableKey(table)}`}`;
}

const pollEvery_ms = 1_000;

/** A batch of detail data, asked for again until it is finished. */
export function useDetail(id: string): Remote<DetailView> {
  return remote(
    useQuery({
      queryKey: ["get", detailPath(id)],
      queryFn: ({ signal }) => get<DetailView>(detailPath(id), undefined, signal),
      refetchInterval: ({ state }) => (state.data?.batch.isFinished === false ? pollEvery_ms : false),
    }),
  );
}

/** What became of an upload: nobody has taken it yet, it is detail data, or it is an application for payment. */
export type Sent = { kind: "waiting" } | { kind: "detail"; view: DetailView } | { kind: "payment"; view: IntakeView };

/** An upload of either kind, asked for again until it is finished. */
export function useSent(id: string): Remote<Sent> {
  return remote(
    useQuery({
      queryKey: ["sent", id],
      queryFn: async ({ signal }): Promise<Sent> => {
        const detail = await found<DetailView>(detailPath(id), signal);
        if (detail !== undefined) return { kind: "detail", view: detail };
        const payment = await found<IntakeView>(batchPath(id), signal);
        return payment === undefined ? { kind: "waiting" } : { kind: "payment", view: payment };
      },
      refetchInterval: ({ state: { data, dataUpdateCount } }) =>
        data !== undefined && isOver(data, dataUpdateCount) ? false : pollEvery_ms,
    }),
  );
}

/** A refused file that is sent again stands as refused until it is taken: so many answers are waited for. */
const refusedAnswers = 5;

function isOver(sent: Sent, answers: number): boolean {
  if (sent.kind === "waiting") return false;
  if (sent.kind === "detail" && sent.view.batch.state === "refused" && answers < refusedAnswers) return false;
  return sent.kind === "detail" ? sent.view.batch.isFinished : sent.view.batch.state !== "checking";
}

async function found<T>(path: string, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await get<T>(path, undefined, signal);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404) return undefined;
    throw error;
  }
}
