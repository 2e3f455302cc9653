import { Segmented } from "antd";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import type { AuxBalances, AuxRow, DimensionValues } from "../../../api/generated/types";
import { useRemote } from "../../../kernel/remote";
import { EmptyState } from "../../../ui/EmptyState";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import { bookPath } from "../books";
import { dimensionText } from "../dimensions";
import { AuxAcrossSheet } from "./AuxAcrossSheet";
import { BookSheet } from "./BookSheet";
import type { HeadedTabProps, TabProps } from "./LedgersPage";
import type { AuxScope, Lens } from "./lens";
import { auxScopes, detailAddress, lensAddress, usedDimension } from "./lens";
import { sideText } from "./rows";
import { rangeText, subjectText } from "./words";

/** 辅助账: opening, turnover and balance by item, agency, bank account …; the first that the book uses unless chosen. */
export function AuxTab({ lens, title, head }: HeadedTabProps) {
  const dimensions = useRemote<readonly DimensionValues[]>(`${bookPath(lens.book)}/dimensions`);
  return (
    <RemoteView remote={dimensions} rows={8}>
      {(all) => {
        const dimension = lens.dimension ?? usedDimension(all);
        return dimension === undefined ? (
          <EmptyState
            title="本账套还没有用到辅助核算"
            next="凭证分录填写银行账户、项目科目等辅助核算后，这里按其列示。"
          />
        ) : (
          <>
            <AuxScopeSwitch lens={lens} />
            {lens.scope === "book" ? (
              <Aux lens={{ ...lens, dimension }} title={title} dimension={dimension} />
            ) : (
              <AuxAcrossSheet lens={{ ...lens, dimension }} head={head} dimension={dimension} />
            )}
          </>
        );
      }}
    </RemoteView>
  );
}

/** 口径: one book, or many. */
function AuxScopeSwitch({ lens }: { lens: Lens }) {
  const navigate = useNavigate();
  return (
    <div className="sf-row sf-no-print">
      <Segmented<AuxScope>
        aria-label="口径"
        value={lens.scope}
        options={[...auxScopes]}
        onChange={(scope) => void navigate(lensAddress(lens, { scope }))}
      />
      {lens.scope === "book" ? null : <span className="sf-muted">按一级科目列示；双击一行打开该账套。</span>}
    </div>
  );
}

function Aux({ lens, title, dimension }: TabProps & { dimension: string }) {
  const { account, from, to, value } = lens;
  const balances = useRemote<AuxBalances>(`${bookPath(lens.book)}/aux`, { by: dimension, account, from, to });
  const columns = useMemo(() => columnsOf(lens, dimension), [lens, dimension]);
  return (
    <RemoteView remote={balances} rows={8}>
      {({ rows, dimensionName }) => (
        <BookSheet
          id={`aux-${dimension}`}
          heading={{ title: `${dimensionName}辅助账`, book: title, subject: subjectText(lens), range: rangeText(lens) }}
          columns={columns}
          rowKey={(row) => `${row.value}|${row.account}`}
          rows={value === undefined ? rows : rows.filter((row) => row.value === value)}
          open={(row) => lines(lens, row)}
          empty={{ title: "这段时间没有发生额和余额", next: "扩大期间范围，或换一种辅助核算。" }}
        />
      )}
    </RemoteView>
  );
}

function lines(lens: Lens, row: AuxRow): string {
  return detailAddress(lens, row.account, { value: row.value });
}

function columnsOf(lens: Lens, dimension: string): readonly Column<AuxRow>[] {
  const to = (row: AuxRow) => lines(lens, row);
  const totalTo = auxTotalTo(lens);
  const name = dimensionText(dimension);
  return [
    {
      key: "value",
      title: name,
      kind: "text",
      width: 180,
      frozen: true,
      value: (row) => (row.value === "" ? `未填${name}` : row.value),
    },
    { key: "account", title: "科目编码", kind: "text", width: 92, value: (row) => row.account },
    { key: "name", title: "科目名称", kind: "text", width: 210, value: (row) => row.accountName },
    { key: "opening", title: "期初余额", kind: "amount", to, value: (row) => row.opening },
    { key: "debit", title: "借方", kind: "amount", total: true, to, totalTo, value: (row) => row.debit },
    { key: "credit", title: "贷方", kind: "amount", total: true, to, totalTo, value: (row) => row.credit },
    { key: "side", title: "方向", kind: "text", width: 56, value: (row) => sideText(row.normal, row.closing) },
    { key: "closing", title: "期末余额", kind: "amount", to, value: (row) => row.closing },
    { key: "lines", title: "行数", kind: "count", width: 80, value: (row) => row.lines },
  ];
}

/** What the rows are together: the account's ledger, or the general ledger of all accounts. */
function auxTotalTo(lens: Lens): string {
  const kept = lens.value === undefined ? { dimension: undefined } : {};
  return lens.account === undefined
    ? lensAddress(lens, { ...kept, view: "general", level: 1 })
    : detailAddress(lens, lens.account, kept);
}
