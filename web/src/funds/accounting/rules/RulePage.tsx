import "../../../ui/plain.css";
import { PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useParams } from "react-router";
import type { ChartView, RuleList, RuleVersionView, RuleView } from "../../../api/generated/types";
import { funds } from "../../../kernel/funds";
import { useRemote } from "../../../kernel/remote";
import { useMay } from "../../../kernel/user";
import { DescriptionList } from "../../../ui/DescriptionList";
import { EmptyState } from "../../../ui/EmptyState";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import { EventForm } from "../EventForm";
import { rulesPath } from "./RulesPage";
import { accountText, amountText, dimensionsOfLine, doorText, fundsText, spanText, summaryText } from "./words";

/** One posting rule: its versions line by line, the typical entries it carries out, and a dry run. */
export function RulePage() {
  const { id = "" } = useParams();
  const rules = useRemote<RuleList>(rulesPath);
  return (
    <RemoteView remote={rules} rows={10}>
      {({ items }) => {
        const rule = items.find((one) => one.id === id);
        return rule === undefined ? (
          <EmptyState title="没有这条记账规则" next="从记账规则列表重新进入。" />
        ) : (
          <Rule rule={rule} />
        );
      }}
    </RemoteView>
  );
}

function Rule({ rule }: { rule: RuleView }) {
  const nameOf = useAccountNames(rule);
  const mayRaise = useMay("voucher.prepare") && rule.byHand !== undefined;
  return (
    <Page
      title={rule.name}
      meta={
        <>
          {`${rule.bookName}　${doorText(rule)}　${fundsText(rule)}`}
          {mayRaise ? <Link to={`/accounting/events?rule=${rule.id}`}>登记这项业务</Link> : null}
        </>
      }
      actions={
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          打印
        </Button>
      }
    >
      {rule.versions.toReversed().map((version, index) => (
        <Version key={version.number} version={version} isNewest={index === 0} nameOf={nameOf} />
      ))}
      <details className="sf-no-print">
        <summary>试算：按本规则看一笔业务会生成什么凭证（不写入任何数据）</summary>
        <div style={{ marginTop: 8 }}>
          <EventForm rule={rule} tryOnly />
        </div>
      </details>
    </Page>
  );
}

/** The names that the rule's fixed accounts have in the charts of this year. */
function useAccountNames(rule: RuleView): (code: string) => string {
  const fund = rule.funds?.[0] ?? funds[0]?.id ?? "";
  const chart = useRemote<ChartView>("/api/accounting/charts", { fund, kind: rule.book });
  const accounts = chart.state === "ready" ? chart.value.accounts : [];
  return (code) => accounts.find((account) => account.code === code)?.name ?? "";
}

type VersionProps = { version: RuleVersionView; isNewest: boolean; nameOf: (code: string) => string };

function Version({ version, isNewest, nameOf }: VersionProps) {
  return (
    <section className="sf-panel sf-stack" aria-label={`第${version.number}版`}>
      <div className="sf-row">
        <h2>第 {version.number} 版</h2>
        <StatusTag tone={isNewest ? "good" : "neutral"}>{spanText(version)}</StatusTag>
      </div>
      <DescriptionList
        items={[
          { label: "摘要", value: summaryText(version), wide: true },
          { label: "依据", value: version.basis, wide: true },
          ...(version.note === "" ? [] : [{ label: "说明", value: version.note, wide: true }]),
          { label: "须给出的金额", value: version.amounts.map(({ name }) => name).join("、") || "—", wide: true },
          {
            label: "须给出的资料",
            value: [...version.dimensions, ...version.facts].map(({ title }) => title).join("、") || "—",
            wide: true,
          },
        ]}
      />
      <Lines version={version} nameOf={nameOf} />
      {version.entries.length === 0 ? null : <Entries version={version} />}
    </section>
  );
}

function Lines({ version, nameOf }: Omit<VersionProps, "isNewest">) {
  return (
    <div className="sf-scroll-x">
      <table className="sf-plain">
        <thead>
          <tr>
            <th>方向</th>
            <th>科目</th>
            <th>金额</th>
            <th>辅助核算</th>
          </tr>
        </thead>
        <tbody>
          {version.lines.map((line, index) => (
            // Lines have no identity but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={index}>
              <td>{line.side === "debit" ? "借" : "贷"}</td>
              <td>{`${accountText(line)} ${nameOf(line.account)}`}</td>
              <td>{amountText(line, version.amounts)}</td>
              <td>{dimensionsOfLine(line, version)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the regulation's own list of entries says of the same business. */
function Entries({ version }: { version: RuleVersionView }) {
  return (
    <div className="sf-scroll-x">
      <table className="sf-plain">
        <caption style={{ textAlign: "left" }}>典型分录</caption>
        <thead>
          <tr>
            <th>编号</th>
            <th>业务</th>
            <th>借方</th>
            <th>贷方</th>
            <th>原始凭证</th>
          </tr>
        </thead>
        <tbody>
          {version.entries.map((entry) => (
            <tr key={entry.number}>
              <td>{entry.number}</td>
              <td>{entry.event}</td>
              <td>{entry.debit}</td>
              <td>{entry.credit}</td>
              <td>{entry.sourceDocument}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
