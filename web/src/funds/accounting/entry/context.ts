import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { BookRow, ChartView, VoucherPage } from "../../../api/generated/types";
import { usePreference } from "../../../kernel/preferences";
import type { Remote } from "../../../kernel/problem";
import { isRecord } from "../../../kernel/problem";
import { useRemote } from "../../../kernel/remote";
import { bookPath } from "../books";
import type { AccountIndex, EntryAccount } from "./accounts";
import { entryAccounts, indexAccounts } from "./accounts";
import type { Known } from "./entry";
import { loadPinyin } from "./pinyin";

/** What keying into a book needs: its accounts, how to find them, and what its lines bear already. */
export type EntryContext = {
  index: AccountIndex;
  find: (code: string) => EntryAccount | undefined;
  known: Known;
  /** Keeps what a line bore, to fill the next one with. */
  remember: (account: string, dimensions: Readonly<Record<string, string>>) => void;
};

/** Vouchers looked through for auxiliary values: the opening is among them, and it bears every bank account. */
const vouchersLooked = 100;

const silent = () => [];

export function useEntryContext(book: BookRow): Remote<EntryContext> {
  const chart = useRemote<ChartView>("/api/accounting/charts", { fund: book.fund, year: book.year, kind: book.kind });
  const vouchers = useRemote<VoucherPage>(`${bookPath(book.book)}/vouchers`, { limit: vouchersLooked });
  const { data: pinyin = silent } = useQuery({
    queryKey: ["pinyin"],
    queryFn: loadPinyin,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [last, keepLast] = usePreference(`lastDimensions:${book.book}`, readLast);
  const accounts = chart.state === "ready" ? chart.value.accounts : undefined;
  const index = useMemo(() => indexAccounts(entryAccounts(accounts ?? []), pinyin), [accounts, pinyin]);
  const values = useMemo(() => valuesIn(vouchers.state === "ready" ? vouchers.value : undefined), [vouchers]);
  if (chart.state !== "ready") return chart;
  return {
    state: "ready",
    value: {
      index,
      find: (code) => index.find(({ account }) => account.code === code)?.account,
      known: { last, values },
      remember: (account, dimensions) => keepLast({ ...last, [account]: dimensions }),
    },
  };
}

function valuesIn(page: VoucherPage | undefined): Known["values"] {
  const seen = new Map<string, Set<string>>();
  for (const line of page?.items.flatMap((voucher) => voucher.lines) ?? []) {
    for (const [dimension, value] of Object.entries(line.dimensions)) {
      const key = `${line.account}|${dimension}`;
      seen.set(key, (seen.get(key) ?? new Set()).add(value));
    }
  }
  return (account, dimension) => [...(seen.get(`${account}|${dimension}`) ?? [])];
}

function readLast(stored: unknown): Known["last"] {
  return isRecord(stored) ? (stored as Known["last"]) : {};
}
