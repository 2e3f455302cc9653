import "./Voucher.css";
import { PlusOutlined } from "@ant-design/icons";
import { App, Button, Select, Tabs } from "antd";
import { useCallback, useState } from "react";
import { Link, useNavigate } from "react-router";
import type { BookRow, ConfirmAnswer, VoucherPage as VoucherList, VoucherView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useParameter } from "../../kernel/parameter";
import { useRefresh } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import type { BulkOutcome } from "../../ui/BulkResult";
import { BulkResult } from "../../ui/BulkResult";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import type { ListAdapter } from "../../ui/table/rows";
import { WithBook } from "./BookPicker";
import { bookPath, bookPeriodText, periodsOf, voucherAddress } from "./books";
import { PreparedList, useWaiting } from "./prepared/PreparedList";

const columns: readonly Column<VoucherView>[] = [
  {
    key: "id",
    title: "凭证号",
    kind: "text",
    width: 130,
    frozen: true,
    value: (row) => row.id,
    render: (row) => <Link to={voucherAddress(row.book, row.id)}>{row.id}</Link>,
  },
  {
    key: "reversal",
    title: "冲销",
    kind: "text",
    width: 150,
    hidden: true,
    value: (row) => (row.reverses ? `冲 ${row.reverses}` : row.reversedBy ? `被 ${row.reversedBy} 冲销` : ""),
  },
  { key: "date", title: "日期", kind: "date", value: (row) => row.date },
  { key: "summary", title: "摘要", kind: "text", width: 360, value: (row) => row.summary },
  { key: "debits", title: "借方科目", kind: "text", width: 220, value: (row) => accountsOf(row, "debit") },
  { key: "credits", title: "贷方科目", kind: "text", width: 160, value: (row) => accountsOf(row, "credit") },
  { key: "debit", title: "借方合计", kind: "amount", total: true, value: (row) => row.total },
  { key: "credit", title: "贷方合计", kind: "amount", total: true, value: (row) => row.total },
  {
    key: "confirmed",
    title: "国库确认",
    kind: "text",
    width: 130,
    value: (row) => row.confirmedBy?.name ?? "待确认",
    render: (row) =>
      row.confirmedBy ? (
        <StatusTag tone="good">{row.confirmedBy.name}</StatusTag>
      ) : (
        <StatusTag tone="neutral">待确认</StatusTag>
      ),
  },
  { key: "preparedBy", title: "制单", kind: "text", width: 100, value: (row) => row.preparedBy.name },
  { key: "auditedBy", title: "审核", kind: "text", width: 170, hidden: true, value: (row) => row.auditedBy.name },
  { key: "source", title: "来源", kind: "text", width: 260, hidden: true, value: (row) => row.source.id },
];

function accountsOf(voucher: VoucherView, side: "debit" | "credit"): string {
  const names = voucher.lines.filter((line) => line.side === side).map((line) => line.accountName);
  return [...new Set(names)].join("；");
}

const vouchers: ListAdapter = {
  query: ({ q, ...rest }) => ({ ...rest, text: q }),
  totals: (page) => {
    const { debit, credit } = (page ?? {}) as Partial<VoucherList>;
    return debit === undefined || credit === undefined ? undefined : { debit, credit };
  },
};

const filters = [{ key: "account", label: "科目", kind: "text" as const, placeholder: "科目编码，例如 5001" }];

/** The vouchers of a book by period: posted ones, which the treasury confirms, and those on their way there. */
export function VouchersPage() {
  return <WithBook>{(book, picker) => <Vouchers key={book.book} book={book} picker={picker} />}</WithBook>;
}

function Vouchers({ book, picker }: { book: BookRow; picker: React.ReactNode }) {
  const navigate = useNavigate();
  const [period, choosePeriod] = useParameter("period");
  const [tab, chooseTab] = useParameter("tab");
  const isPrepared = tab === "prepared";
  const inYear = period?.startsWith(String(book.year)) ? period : undefined;
  const mayPrepare = useMay("voucher.prepare");
  const waits = useWaiting(book.book, inYear).total;
  return (
    <Page
      title="凭证"
      fill
      meta={book.title}
      hints={[
        ["enter", "打开"],
        ["空格", "选择"],
      ]}
      actions={
        <>
          {mayPrepare ? (
            <Button
              type="primary"
              icon={<PlusOutlined />}
              onClick={() => void navigate(`/accounting/entry?book=${book.book}`)}
            >
              录入凭证
            </Button>
          ) : null}
          {picker}
          <Select
            aria-label="会计期间"
            style={{ minWidth: 130 }}
            allowClear
            placeholder="全年"
            {...(inYear === undefined ? {} : { value: inYear })}
            options={periodsOf(book.year)}
            onChange={(value: string | undefined) => choosePeriod(value)}
          />
        </>
      }
    >
      <Tabs
        className="sf-voucher-tabs"
        activeKey={isPrepared ? "prepared" : "posted"}
        onChange={(key) => chooseTab(key === "prepared" ? key : undefined)}
        items={[
          { key: "posted", label: "已记账" },
          { key: "prepared", label: `未记账 ${waits}` },
        ]}
      />
      {isPrepared ? <PreparedList book={book} period={inYear} /> : <Posted book={book} period={inYear} />}
    </Page>
  );
}

function Posted({ book, period }: { book: BookRow; period: string | undefined }) {
  const navigate = useNavigate();
  const mayConfirm = useMay("book.confirm");
  const { outcomes, problem, confirm, close } = useConfirming(book.book);
  const path = `${bookPath(book.book)}/vouchers${period === undefined ? "" : `?period=${period}`}`;
  return (
    <>
      {outcomes.length === 0 ? null : (
        <BulkResult action="国库记账确认" outcomes={outcomes} onRetry={(keys) => confirm(keys)} onClose={close} />
      )}
      {problem === undefined ? null : <ProblemView problem={problem} inline />}
      <DataTable
        id="vouchers"
        name={period === undefined ? `${book.title}凭证` : `${book.title}凭证（${bookPeriodText(period)}）`}
        path={path}
        adapter={vouchers}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        searchHint="摘要"
        onOpen={(row) => void navigate(voucherAddress(row.book, row.id))}
        {...(mayConfirm
          ? {
              bulk: (rows: readonly VoucherView[], clear: () => void) => (
                <Button type="primary" onClick={() => confirm(rows.map((row) => row.id)).then(clear)}>
                  确认记账
                </Button>
              ),
            }
          : {})}
        empty={{ title: "本期没有凭证", next: "支付完成后凭证自动生成，也可以手工录入。换一个期间，或看全年。" }}
      />
    </>
  );
}

/** Confirms vouchers of one book; each stands or falls by itself. */
function useConfirming(book: string) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [outcomes, setOutcomes] = useState<readonly BulkOutcome[]>([]);
  const send = useCallback(
    async (ids: readonly string[], intent: Intent) =>
      command<ConfirmAnswer>(`${bookPath(book)}/confirm`, { vouchers: ids }, { intent }),
    [book],
  );
  const { running, run } = useCommand(send);
  const confirm = async (ids: readonly string[]) => {
    const answer = await run(ids);
    if (answer?.kind !== "done") return;
    setOutcomes(answer.value.rows.map(outcomeOf));
    if (answer.value.refused === 0) void message.success(`已确认 ${answer.value.confirmed} 张凭证`);
    refresh(bookPath(book));
  };
  const problem = running.state === "refused" ? running.problem : undefined;
  return { outcomes, problem, confirm, close: () => setOutcomes([]) };
}

function outcomeOf(row: ConfirmAnswer["rows"][number]): BulkOutcome {
  const refused = { status: 409, code: row.code ?? "", title: "未确认", detail: row.problem ?? "", requestId: "" };
  return { key: row.voucher, label: row.voucher, ...(row.confirmed ? {} : { problem: refused }) };
}
