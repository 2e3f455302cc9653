import "../../../ui/plain.css";
import { useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { AgencyDetailImport, PrepaymentList, PrepaymentView } from "../../../api/generated/types";
import { fundText } from "../../../kernel/funds";
import { sum } from "../../../kernel/money";
import { useParameter } from "../../../kernel/parameter";
import { useRefresh, useRemote } from "../../../kernel/remote";
import { useMay } from "../../../kernel/user";
import { Amount } from "../../../ui/Amount";
import { Chart } from "../../../ui/Chart";
import { useDivision } from "../../../ui/DivisionSelect";
import { RemoteView } from "../../../ui/RemoteView";
import { RowProblems } from "../../../ui/RowProblems";
import { StatusTag } from "../../../ui/StatusTag";
import { TableDrop } from "../../../ui/TableDrop";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import { useYear } from "../../../ui/YearSelect";
import { Ages } from "./Ages";
import { byAgency, ledgerOf, prepaymentsPath, stateOf } from "./memo";
import { PrepaidDrawer } from "./PrepaidDrawer";

/** @param addressOf Where a row is explained. */
function columnsOf(addressOf: (row: PrepaymentView) => string): readonly Column<PrepaymentView>[] {
  return [
    {
      key: "agency",
      title: "经办机构",
      kind: "text",
      width: 200,
      frozen: true,
      value: (row) => row.agencyName,
      render: (row) => <Link to={addressOf(row)}>{row.agencyName}</Link>,
    },
    { key: "division", title: "区划", kind: "text", width: 86, value: (row) => row.divisionName },
    { key: "fund", title: "险种", kind: "text", width: 112, value: (row) => fundText(row.fund) },
    { key: "account", title: "支出户", kind: "text", width: 138, value: (row) => row.bankAccount },
    {
      key: "state",
      title: "状态",
      kind: "text",
      width: 112,
      value: (row) => stateOf(row).text,
      render: (row) => <StatusTag tone={stateOf(row).tone}>{stateOf(row).text}</StatusTag>,
    },
    { key: "opening", title: "年初余额", kind: "amount", width: 126, total: true, value: (row) => row.opening },
    { key: "prepaid", title: "本年预拨", kind: "amount", width: 126, total: true, value: (row) => row.prepaid },
    { key: "settled", title: "本年核销", kind: "amount", width: 126, total: true, value: (row) => row.settled },
    {
      key: "balance",
      title: "余额",
      kind: "amount",
      width: 126,
      total: true,
      value: (row) => row.balance,
      to: (row) => ledgerOf(row),
    },
    { key: "agencyBook", title: "经办机构账", kind: "amount", width: 140, value: (row) => row.agencyBook },
    { key: "bank", title: "银行余额", kind: "amount", width: 126, value: (row) => row.bank?.amount },
    { key: "uncovered", title: "其中超支", kind: "amount", width: 126, total: true, value: (row) => row.uncovered },
    { key: "since", title: "最早未核销", kind: "date", value: (row) => row.since },
    { key: "through", title: "对账单至", kind: "date", hidden: true, value: (row) => row.bank?.through },
  ];
}

/** What is prepaid to agencies and not written off; a row opens what makes up its balance. */
export function PrepaidTab() {
  const [division] = useDivision();
  const [year] = useYear();
  const mayImport = useMay("voucher.prepare");
  const [chosen, choose] = useParameter("open");
  const [parameters] = useSearchParams();
  const columns = useMemo(() => {
    const addressOf = (row: PrepaymentView) => {
      const next = new URLSearchParams(parameters);
      next.set("open", keyOf(row));
      return `?${next.toString()}`;
    };
    return columnsOf(addressOf);
  }, [parameters]);
  const list = useRemote<PrepaymentList>(prepaymentsPath, { division, year: String(year) });
  return (
    <div className="sf-stack">
      {mayImport ? <Import /> : null}
      <RemoteView remote={list} rows={8}>
        {(value) => {
          const opened = value.items.find((row) => keyOf(row) === chosen);
          return (
            <>
              {value.items.length === 0 ? null : <Figures list={value} />}
              <DataTable
                id="prepayments"
                name="预拨核销情况"
                rows={value.items}
                columns={columns}
                rowKey={keyOf}
                onOpen={(row) => choose(keyOf(row))}
                maxRows={14}
                empty={{
                  title: "没有预拨款项",
                  next: "款项付到经办机构支出户时自动登记；导入经办机构支付明细后自动核销。",
                }}
              />
              {opened === undefined ? null : <PrepaidDrawer row={opened} onClose={() => choose(undefined)} />}
            </>
          );
        }}
      </RemoteView>
    </div>
  );
}

function keyOf(row: PrepaymentView): string {
  return `${row.book}~${row.agency}~${row.bankAccount}`;
}

function Figures({ list }: { list: PrepaymentList }) {
  const agencies = byAgency(list.items);
  return (
    <section className="sf-panel sf-memo-figures" aria-label="预拨与核销">
      <Chart
        title={`${list.year}年预拨与核销`}
        summary={`${list.year}年各经办机构的预拨和核销金额`}
        categories={agencies.map(({ name }) => name)}
        series={[
          { name: "预拨", kind: "bar", measure: "money", values: agencies.map(({ prepaid }) => prepaid) },
          { name: "核销", kind: "bar", measure: "money", values: agencies.map(({ settled }) => settled) },
        ]}
        height={200}
      />
      <div className="sf-stack">
        <Ages
          title="未核销账龄"
          ages={list.ages}
          total={sum(list.ages.map((age) => age.amount))}
          totalName="未核销合计"
        />
        {list.uncovered === 0 ? null : (
          <p className="sf-muted">
            另有超支 <Amount value={list.uncovered} />
            ，余额合计 <Amount value={list.balance} />。
          </p>
        )}
      </div>
    </section>
  );
}

function Import() {
  const refresh = useRefresh();
  const [report, setReport] = useState<AgencyDetailImport>();
  return (
    <details className="sf-panel sf-no-print">
      <summary>导入经办机构支付明细</summary>
      <div className="sf-stack" style={{ marginTop: 8 }}>
        <p className="sf-muted">
          列：区划、险种、经办机构（编号）、支出户账号、单据号、日期、项目、金额（元）。一张单据生成一张核销凭证，同一文件重复导入不会重复记账；退回支出户的待遇填负数。
        </p>
        <TableDrop<AgencyDetailImport>
          path={`${prepaymentsPath}/details`}
          what="支付明细汇总"
          onDone={(done) => {
            setReport(done);
            refresh(prepaymentsPath);
          }}
        />
        {report === undefined ? null : <Report report={report} />}
      </div>
    </details>
  );
}

function Report({ report }: { report: AgencyDetailImport }) {
  const { rows, documents, booked, unchanged, amount, overpaid, problems } = report;
  return (
    <section className="sf-stack" aria-label="导入结果">
      <div className="sf-row" role="status">
        <StatusTag tone={problems.length > 0 ? "warn" : "good"}>
          {problems.length > 0 ? `有 ${problems.length} 处错误` : "导入完成"}
        </StatusTag>
        <span>
          {`共 ${rows} 行、${documents} 张单据：核销 ${booked} 张，金额 `}
          <Amount value={amount} />
          {`；已核销过 ${unchanged} 张。`}
        </span>
      </div>
      {overpaid.map((one) => (
        <div key={`${one.fund}-${one.bankAccount}`} className="sf-row">
          <StatusTag tone="bad">超支</StatusTag>
          <span>
            {`${one.agencyName} ${fundText(one.fund)}支出户 ${one.bankAccount} 核销多于预拨 `}
            <Amount value={one.amount} />
            ，已照实登记，请查明。
          </span>
        </div>
      ))}
      <RowProblems id="prepayment-problems" problems={problems} />
    </section>
  );
}
