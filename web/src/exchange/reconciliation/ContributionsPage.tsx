import "../../ui/plain.css";
import "./Reconciliation.css";
import { Drawer } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { ContributionLine, PersonContributions, SourceRef, TableLine } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { fen, unitText } from "../../kernel/money";
import { periodText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { useShownUnit } from "../../ui/unit";
import { SourceLineDrawer } from "../ingestion/detail/SourceLineDrawer";
import type { ContributionCell, ContributionMonth } from "./contributions";
import { contributionTable } from "./contributions";
import { reconciliationPath } from "./matrix";

/** 缴费台账: what was paid for one person, month by month and fund by fund, each figure with the lines it came in. */
export function ContributionsPage() {
  const { key = "" } = useParams();
  const [division] = useDivision();
  const found = useRemote<PersonContributions>(
    `${reconciliationPath}/registry/person/${encodeURIComponent(key)}/contributions`,
    { division },
  );
  const person = found.state === "ready" ? found.value : undefined;
  return (
    <Page
      title={person === undefined ? "个人缴费台账" : `个人缴费台账　${person.name}`}
      meta={person?.number}
      actions={<DivisionSwitch />}
    >
      {found.state === "failed" && found.problem.code === "not_found" ? (
        <EmptyState
          title="没有缴费记录"
          next="经办机构和税务都没有报送过此人的缴费，或缴费的区划、险种不在您的权限范围内。"
          action={<Link to="/exchange/registry">查找其他人</Link>}
        />
      ) : (
        <RemoteView remote={found} rows={12}>
          {(ledger) => <Ledger ledger={ledger} />}
        </RemoteView>
      )}
    </Page>
  );
}

type Chosen = { title: string; lines: readonly ContributionLine[] };

function Ledger({ ledger }: { ledger: PersonContributions }) {
  const [chosen, choose] = useState<Chosen>();
  const unit = useShownUnit();
  const table = contributionTable(ledger.lines);
  return (
    <section className="sf-panel sf-stack" aria-label="缴费台账">
      <p className="sf-muted">
        个人缴费（含补缴、缴欠），单位：{unitText[unit]}
        。金额取经办机构的数，经办没有的取税务的数；两者不同的另列税务数。
        {table.gaps === 0
          ? "各险种首末月之间逐月都有记录。"
          : `各险种首末月之间有 ${table.gaps} 个月没有记录：断缴，或当月数据未收到。`}
      </p>
      {ledger.isCut ? <p className="sf-bad">记录过多，只显示前 {ledger.lines.length} 行。</p> : null}
      <div className="sf-scroll-x sf-contributions">
        <table className="sf-plain">
          <thead>
            <tr>
              <th scope="col">所属期</th>
              {table.funds.map((fund) => (
                <th key={fund} scope="col" className="sf-right">
                  {fundText(fund)}
                </th>
              ))}
              <th scope="col" className="sf-right">
                合计
              </th>
            </tr>
          </thead>
          <tbody>
            {table.months.map((month) => (
              <Month key={month.period} month={month} funds={table.funds} onChoose={choose} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">合计</th>
              {table.funds.map((fund, at) => (
                <td key={fund} className="sf-right">
                  <Amount value={table.totals[at] ?? fen(0)} />
                </td>
              ))}
              <td className="sf-right">
                <Amount value={table.total} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {chosen === undefined ? null : <CellDrawer chosen={chosen} onClose={() => choose(undefined)} />}
    </section>
  );
}

type MonthProps = { month: ContributionMonth; funds: readonly string[]; onChoose: (chosen: Chosen) => void };

function Month({ month, funds, onChoose }: MonthProps) {
  return (
    <tr>
      <th scope="row">{periodText(month.period)}</th>
      {month.cells.map((cell, at) => {
        const fund = funds[at] ?? "";
        const title = `${fundText(fund)} ${periodText(month.period)}`;
        return (
          <td key={fund} className="sf-right" data-gap={cell.isGap || undefined}>
            <Cell cell={cell} onOpen={() => onChoose({ title, lines: cell.lines })} />
          </td>
        );
      })}
      <td className="sf-right">
        <Amount value={month.paid} />
      </td>
    </tr>
  );
}

function Cell({ cell, onOpen }: { cell: ContributionCell; onOpen: () => void }) {
  if (cell.isGap) return <span title="前后月份都有缴费记录，本月没有">无记录</span>;
  if (cell.lines.length === 0) return null;
  return (
    <>
      <button type="button" className="sf-linklike" onClick={onOpen}>
        <Amount value={cell.paid} />
      </button>
      {cell.taxed === undefined ? null : (
        <div className="sf-bad sf-small">
          税务 <Amount value={cell.taxed} />
        </div>
      )}
    </>
  );
}

const sides: Record<string, string> = { agency: "经办", tax: "税务" };

/** The lines behind a figure; each opens as it was received. */
function CellDrawer({ chosen, onClose }: { chosen: Chosen; onClose: () => void }) {
  const [open, setOpen] = useState<SourceRef>();
  const tables = useRemote<TableLine[]>("/api/catalog/tables");
  const nameOf = (id: string) =>
    (tables.state === "ready" ? tables.value.find((table) => table.id === id)?.name : undefined) ?? id;
  return (
    <Drawer open onClose={onClose} size={1180} title={chosen.title}>
      <div className="sf-scroll-x">
        <table className="sf-plain">
          <thead>
            <tr>
              {["来源", "数据表", "地区", "缴费单位", "税票号码"].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
              {["缴费基数", "个人应缴", "个人实缴", "单位实缴"].map((title) => (
                <th key={title} scope="col" className="sf-right">
                  {title}
                </th>
              ))}
              <th scope="col">原始行</th>
            </tr>
          </thead>
          <tbody>
            {chosen.lines.map((line) => (
              <tr key={`${line.source.batch} ${line.source.file} ${line.source.line}`}>
                <td>{sides[line.side] ?? line.side}</td>
                <td>{nameOf(line.table)}</td>
                <td>{divisionText(line.region)}</td>
                <td>{line.employerNo ?? "个人缴费"}</td>
                <td>{line.ticket ?? ""}</td>
                {[line.baseFen, line.dueFen, line.personFen, line.employerFen].map((amount, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: four fixed columns
                  <td key={at} className="sf-right">
                    {amount === undefined ? null : <Amount value={fen(amount)} />}
                  </td>
                ))}
                <td>
                  <button type="button" className="sf-linklike" onClick={() => setOpen(line.source)}>
                    第 {line.source.line} 行
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open === undefined ? null : (
        <SourceLineDrawer table={open.table} line={open} onClose={() => setOpen(undefined)} />
      )}
    </Drawer>
  );
}
