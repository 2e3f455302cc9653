import type { SubjectTrace } from "../../api/generated/types";

/** A line of the picture: one table, region, number and employer, with its stretches of time. */
export type Track = {
  key: string;
  fund: string;
  table: string;
  region: string;
  number: string;
  employerNo: string | undefined;
  spans: { trace: SubjectTrace; left: number; width: number }[];
};

/** 202601 → months since year 0. */
function monthAt(period: string): number {
  return Number(period.slice(0, 4)) * 12 + Number(period.slice(4)) - 1;
}

/** Traces as lines on one scale of months; left and width are shares of it in percent. */
export function tracksOf(traces: readonly SubjectTrace[]): { from: string; to: string; tracks: Track[] } {
  const from = traces.map((trace) => trace.firstPeriod).toSorted()[0] ?? "";
  const to =
    traces
      .map((trace) => trace.lastPeriod)
      .toSorted()
      .at(-1) ?? "";
  const start = monthAt(from);
  const months = monthAt(to) - start + 1;
  const tracks = new Map<string, Track>();
  for (const trace of traces) {
    const key = [trace.fund, trace.table, trace.region, trace.number, trace.employerNo ?? ""].join(" ");
    const { fund, table, region, number, employerNo } = trace;
    const track = tracks.get(key) ?? { key, fund, table, region, number, employerNo, spans: [] };
    const first = monthAt(trace.firstPeriod) - start;
    const length = monthAt(trace.lastPeriod) - monthAt(trace.firstPeriod) + 1;
    track.spans.push({ trace, left: (first * 100) / months, width: (length * 100) / months });
    tracks.set(key, track);
  }
  return { from, to, tracks: [...tracks.values()] };
}
