import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import type { AccountView, BookRow, ChartView, DimensionValues } from "../../../api/generated/types";
import { useRemote } from "../../../kernel/remote";
import { bookPath, periodsOf, periodWord } from "../books";
import { dimensionText } from "../dimensions";
import type { Pinyin } from "../entry/accounts";
import { loadPinyin } from "../entry/pinyin";
import type { Lens, View } from "./lens";
import { inOrder, lensAddress, usedDimension } from "./lens";

type Parts = { account?: "any" | "must"; period: "range" | "month"; aux?: "filter" | "by" | "must"; level?: boolean };

/** Which choices mean something in which view. */
const parts: Record<View, Parts> = {
  general: { account: "any", period: "range", aux: "filter", level: true },
  detail: { account: "must", period: "range", aux: "filter" },
  day: { account: "must", period: "month", aux: "filter" },
  columns: { account: "must", period: "range", aux: "by" },
  journal: { account: "any", period: "range" },
  summary: { period: "range", level: true },
  aux: { account: "any", period: "range", aux: "must" },
};

/** What a value of "no value" is called in the picker; no line bears it. */
const unfilled = "\u0000";

/** The account, the periods and the auxiliary accounting that a view looks at. */
export function LedgerPickers({ book, lens }: { book: BookRow; lens: Lens }) {
  const navigate = useNavigate();
  const choose = (change: Partial<Lens>) => void navigate(lensAddress(lens, change));
  const shown = parts[lens.view];
  const months = periodsOf(book.year)
    .slice(1)
    .map(({ value }) => ({ value, label: periodWord(value) }));
  return (
    <div className="sf-ledger-pickers sf-no-print">
      {shown.account === undefined ? null : (
        <AccountSelect
          book={book}
          value={lens.account}
          optional={shown.account === "any"}
          onChange={(account) => choose({ account })}
        />
      )}
      {shown.period === "month" ? (
        <Select
          aria-label="月份"
          style={{ width: 110 }}
          value={lens.to}
          options={months}
          onChange={(to) => choose({ to, from: to })}
        />
      ) : (
        <>
          <Select
            aria-label="起始期间"
            style={{ width: 110 }}
            value={lens.from}
            options={months}
            onChange={(from) => choose(inOrder(from, lens.to))}
          />
          至
          <Select
            aria-label="截止期间"
            style={{ width: 110 }}
            value={lens.to}
            options={months}
            onChange={(to) => choose(inOrder(lens.from, to))}
          />
        </>
      )}
      {shown.aux === undefined ? null : <AuxPickers book={book.book} lens={lens} kind={shown.aux} choose={choose} />}
      {shown.level === true && lens.account === undefined ? (
        <Select
          aria-label="科目级次"
          style={{ width: 130 }}
          value={lens.level}
          options={[1, 2, 3].map((level) => ({ value: level, label: level === 1 ? "一级科目" : `到 ${level} 级科目` }))}
          onChange={(level) => choose({ level })}
        />
      ) : null}
    </div>
  );
}

const silent = () => [];

type AccountSelectProps = {
  book: BookRow;
  value: string | undefined;
  optional: boolean;
  onChange: (account: string | undefined) => void;
};

/** An account of the book's chart, found by code, name or the initials of its pinyin. */
function AccountSelect({ book, value, optional, onChange }: AccountSelectProps) {
  const chart = useRemote<ChartView>("/api/accounting/charts", {
    fund: book.fund,
    year: book.year,
    kind: book.kind,
  });
  const { data: pinyin = silent } = useQuery({
    queryKey: ["pinyin"],
    queryFn: loadPinyin,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const accounts = chart.state === "ready" ? chart.value.accounts : undefined;
  const options = useMemo(() => accountOptions(accounts ?? [], pinyin), [accounts, pinyin]);
  return (
    <Select
      aria-label="科目"
      style={{ width: 300 }}
      showSearch={{ optionFilterProp: "search" }}
      allowClear={optional}
      placeholder={optional ? "全部科目（编码、名称或拼音首字母）" : "请选择科目（编码、名称或拼音首字母）"}
      popupMatchSelectWidth={420}
      loading={chart.state === "loading"}
      {...(value === undefined ? {} : { value })}
      options={options}
      labelRender={({ label }) => String(label ?? value ?? "").trim()}
      onChange={(account: string | undefined) => onChange(account)}
    />
  );
}

export function accountOptions(accounts: readonly AccountView[], pinyin: Pinyin) {
  return accounts.map((account) => {
    const syllables = pinyin(account.name);
    const initials = syllables.map((one) => one.charAt(0)).join("");
    return {
      value: account.code,
      label: `${"　".repeat(Math.max(0, account.level - 1))}${account.code} ${account.name}`,
      search: `${account.code} ${account.name} ${initials} ${syllables.join("")}`,
    };
  });
}

type AuxPickersProps = {
  book: string;
  lens: Lens;
  kind: "filter" | "by" | "must";
  choose: (change: Partial<Lens>) => void;
};

function AuxPickers({ book, lens, kind, choose }: AuxPickersProps) {
  const read = useRemote<readonly DimensionValues[]>(`${bookPath(book)}/dimensions`);
  const dimensions = read.state === "ready" ? read.value : [];
  const dimension = lens.dimension ?? (kind === "must" ? usedDimension(dimensions) : undefined);
  const values = dimensions.find((one) => one.id === dimension)?.values ?? [];
  const name = dimension === undefined ? "" : dimensionText(dimension);
  const all = kind === "by" ? "按明细科目分栏" : "不分辅助核算";
  return (
    <>
      <Select
        aria-label="辅助核算"
        style={{ width: 160 }}
        value={dimension ?? ""}
        options={[
          ...(kind === "must" ? [] : [{ value: "", label: all }]),
          ...dimensions.map((one) => ({ value: one.id, label: kind === "by" ? `按${one.name}分栏` : one.name })),
        ]}
        onChange={(id) => choose({ dimension: id === "" ? undefined : id, value: undefined })}
      />
      {kind === "by" || dimension === undefined ? null : (
        <Select
          aria-label={`${name}取值`}
          style={{ minWidth: 220 }}
          showSearch
          allowClear
          placeholder={`全部${name}`}
          {...(lens.value === undefined ? {} : { value: lens.value === "" ? unfilled : lens.value })}
          options={[...values.map((value) => ({ value, label: value })), { value: unfilled, label: `未填${name}` }]}
          onChange={(value: string | undefined) => choose({ dimension, value: value === unfilled ? "" : value })}
        />
      )}
    </>
  );
}
