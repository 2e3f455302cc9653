import { useMemo } from "react";
import type { GeneralLedger } from "../../../api/generated/types";
import { useRemote } from "../../../kernel/remote";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import { bookPath } from "../books";
import { BookSheet } from "./BookSheet";
import type { TabProps } from "./LedgersPage";
import type { Lens } from "./lens";
import { auxQuery, detailAddress, lensAddress } from "./lens";
import type { GeneralLine } from "./rows";
import { generalLines, sideText } from "./rows";
import { rangeText, subjectText } from "./words";

/** 总账: a row a month for every account that moved. */
export function GeneralTab({ lens, title }: TabProps) {
  const { account, level } = lens;
  const ledger = useRemote<GeneralLedger>(`${bookPath(lens.book)}/general-ledger`, {
    account,
    level: account === undefined ? level : undefined,
    ...auxQuery(lens),
  });
  const columns = useMemo(() => columnsOf(lens), [lens]);
  return (
    <RemoteView remote={ledger} rows={10}>
      {(value) => (
        <BookSheet
          id="general-ledger"
          heading={{
            title: "总账",
            book: title,
            subject: subjectText(lens, value.accounts[0]?.name),
            range: rangeText(lens),
          }}
          columns={columns}
          rowKey={(row) => `${row.account}-${row.period ?? ""}`}
          rows={generalLines(value, lens.from, lens.to)}
          open={(row) => monthOf(lens, row)}
          empty={{ title: "这段时间没有发生额和余额", next: "扩大期间范围，或去掉科目和辅助核算再看。" }}
        />
      )}
    </RemoteView>
  );
}

/** The lines of one month, or of the whole range from its opening row. */
function monthOf(lens: Lens, row: GeneralLine): string {
  const kept = { dimension: lens.dimension, value: lens.value };
  return row.period === undefined
    ? detailAddress(lens, row.account, kept)
    : detailAddress(lens, row.account, { ...kept, from: row.period, to: row.period });
}

function columnsOf(lens: Lens): readonly Column<GeneralLine>[] {
  const year = lens.from.slice(0, 4);
  const sinceJanuary = (row: GeneralLine) =>
    row.period === undefined
      ? undefined
      : detailAddress(lens, row.account, {
          dimension: lens.dimension,
          value: lens.value,
          from: `${year}01`,
          to: row.period,
        });
  const month = (row: GeneralLine) => monthOf(lens, row);
  // Rows of several levels hold each other, so that their sum would count twice.
  const total = lens.account !== undefined || lens.level === 1;
  const totalTo =
    lens.account === undefined
      ? lens.value === undefined
        ? lensAddress(lens, { view: "journal" })
        : undefined
      : detailAddress(lens, lens.account);
  return [
    { key: "account", title: "科目编码", kind: "text", width: 92, frozen: true, value: (row) => row.account },
    { key: "name", title: "科目名称", kind: "text", width: 180, frozen: true, value: (row) => row.name },
    { key: "text", title: "摘要", kind: "text", width: 112, value: (row) => row.text },
    { key: "debit", title: "借方", kind: "amount", width: 136, total, to: month, totalTo, value: (row) => row.debit },
    { key: "credit", title: "贷方", kind: "amount", width: 136, total, to: month, totalTo, value: (row) => row.credit },
    { key: "side", title: "方向", kind: "text", width: 56, value: (row) => sideText(row.normal, row.balance) },
    { key: "balance", title: "余额", kind: "amount", width: 144, to: sinceJanuary, value: (row) => row.balance },
    { key: "yearDebit", title: "累计借方", kind: "amount", to: sinceJanuary, value: (row) => row.yearDebit },
    { key: "yearCredit", title: "累计贷方", kind: "amount", to: sinceJanuary, value: (row) => row.yearCredit },
  ];
}
