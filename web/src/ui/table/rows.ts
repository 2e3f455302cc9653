import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { Page, Query } from "../../kernel/api";
import { get } from "../../kernel/api";
import { fen } from "../../kernel/money";
import type { Problem } from "../../kernel/problem";
import { problemOf } from "../../kernel/problem";
import type { Criteria } from "./filters";
import type { Totals } from "./foot";

/** Rows asked for at a time. */
export const pageRows = 200;

type PageWithTotals<Row> = Page<Row> & { totals?: Record<string, number> };

/** How one list of the server differs from the convention (`q`, `sort`, filters by their keys, `totals`). */
export type ListAdapter = {
  /** The query values for what a person asked for. */
  query?: (criteria: Criteria) => Query;
  /** Totals by column key, where the page carries them under other names. */
  totals?: (page: unknown) => Readonly<Record<string, number>> | undefined;
  /** Reads a page, where the server answers with something else that has rows in it. */
  read?: (path: string, query: Query, signal: AbortSignal) => Promise<PageWithTotals<unknown>>;
};

export const plainList: ListAdapter = {};

function pageOf<Row>(adapter: ListAdapter, path: string, query: Query, signal: AbortSignal) {
  if (adapter.read === undefined) return get<PageWithTotals<Row>>(path, query, signal);
  // The screen that brings its own reader knows what rows it reads, as it does of a path.
  return adapter.read(path, query, signal) as Promise<PageWithTotals<Row>>;
}

function queryOf(adapter: ListAdapter, criteria: Criteria): Query {
  return adapter.query === undefined ? criteria : adapter.query(criteria);
}

/** The rows of a list that have come so far, and the count of all that match. */
export type Rows<Row> = {
  state: "loading" | "failed" | "ready";
  rows: readonly Row[];
  total: number;
  totals: Totals | undefined;
  problem?: Problem;
  more: boolean;
  loadMore: () => void;
  reload: () => void;
};

/** A list that is read by continuation: the next page is asked for when the last loaded row comes into view. */
export function usePagedRows<Row>(
  path: string | undefined,
  criteria: Criteria,
  adapter: ListAdapter = plainList,
): Rows<Row> {
  const query = useInfiniteQuery({
    queryKey: ["rows", path, criteria],
    enabled: path !== undefined,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      pageOf<Row>(
        adapter,
        path ?? "",
        { ...queryOf(adapter, criteria), limit: pageRows, continuation: pageParam },
        signal,
      ),
    getNextPageParam: (last) => last.continuation,
  });
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const first = data?.pages[0];
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const totals = useMemo(() => {
    return readTotals(adapter.totals === undefined ? first?.totals : adapter.totals(first));
  }, [first, adapter]);
  return {
    state: data !== undefined ? "ready" : error ? "failed" : "loading",
    rows,
    total: first?.total ?? 0,
    totals,
    ...(error ? { problem: problemOf(error) } : {}),
    more: hasNextPage,
    loadMore,
    reload: () => void refetch(),
  };
}

function readTotals(totals: Readonly<Record<string, number>> | undefined): Totals | undefined {
  if (totals === undefined) return undefined;
  return Object.fromEntries(Object.entries(totals).map(([key, count]) => [key, fen(count)]));
}

/** Every row that matches, for a file. Reports how many have come. */
export async function fetchAllRows<Row>(
  path: string,
  criteria: Criteria,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
  adapter: ListAdapter = plainList,
): Promise<Row[]> {
  const rows: Row[] = [];
  let continuation: string | undefined;
  do {
    const query = { ...queryOf(adapter, criteria), limit: pageRows, continuation };
    const page: Page<Row> = await pageOf<Row>(adapter, path, query, signal);
    rows.push(...page.items);
    onProgress(rows.length, page.total);
    continuation = page.continuation;
  } while (continuation !== undefined);
  return rows;
}

/** A very long list read by offset: only the pages in view are asked for, whatever part of it is looked at. */
export function useWindowedRows<Row>(path: string, criteria: Criteria, adapter: ListAdapter = plainList) {
  const [view, setView] = useState({ first: 0, last: 0 });
  const wanted = new Set([0]);
  for (let page = Math.floor(view.first / pageRows); page <= Math.floor(view.last / pageRows); page += 1)
    wanted.add(page);
  const numbers = [...wanted].toSorted((a, b) => a - b);
  const queries = useQueries({
    queries: numbers.map((page) => ({
      queryKey: ["window", path, criteria, page],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<PageWithTotals<Row>>(
          path,
          { ...queryOf(adapter, criteria), offset: page * pageRows, limit: pageRows },
          signal,
        ),
      staleTime: 60_000,
    })),
  });
  const pages = new Map(numbers.map((page, index) => [page, queries[index]?.data] as const));
  const failed = queries.find((query) => query.error !== null && query.data === undefined);
  const onView = useCallback((first: number, last: number) => setView({ first, last }), []);
  const row = (index: number): Row | undefined => pages.get(Math.floor(index / pageRows))?.items[index % pageRows];
  return {
    row,
    onView,
    total: pages.get(0)?.total,
    totals: readTotals(pages.get(0)?.totals),
    problem: failed ? problemOf(failed.error) : undefined,
    reload: () => void failed?.refetch(),
  };
}
