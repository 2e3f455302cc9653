import "../../../ui/PaperPage.css";
import "./Statements.css";
import { PrinterOutlined } from "@ant-design/icons";
import { Button, Segmented, Select } from "antd";
import { Link, useParams } from "react-router";
import type { StatementView } from "../../../api/generated/types";
import { useParameter } from "../../../kernel/parameter";
import { useRemote } from "../../../kernel/remote";
import { useMay } from "../../../kernel/user";
import { DivisionSwitch } from "../../../ui/DivisionSelect";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import { ExportMenu } from "../../../ui/table/ExportMenu";
import { useShownUnit } from "../../../ui/unit";
import { useYear, YearSwitch } from "../../../ui/YearSelect";
import { bookPeriodText, periodsOf } from "../books";
import { FundSwitch } from "../FundSwitch";
import { MomentRow, useMoment } from "../Moment";
import { useAsked, useStatementPeriod } from "./asked";
import { CellDrawer } from "./CellDrawer";
import { Checks } from "./Checks";
import { StatementTable } from "./StatementTable";
import type { Asked } from "./statements";
import { cellText, exportColumns, exportRows, readCell, statementPath } from "./statements";

const levels = [
  { value: "", label: "全部级次" },
  { value: "1", label: "只含省级" },
  { value: "2", label: "只含市级" },
  { value: "3", label: "只含县级" },
];

/** One statement, of a book or consolidated; every cell opens what it is made of. */
export function StatementPage() {
  const { id = "" } = useParams();
  const asked = useAsked();
  const unit = useShownUnit();
  const [year] = useYear();
  const moment = useMoment();
  const mayDesign = useMay("voucher.prepare");
  const exact = useRemote<StatementView>(statementPath(id), { ...asked, unit: "yuan" });
  const rounded = useRemote<StatementView>(statementPath(id), { ...asked, unit });
  const ready = exact.state === "ready" ? exact.value : undefined;
  return (
    <Page
      title={ready?.name ?? "会计报表"}
      meta={
        ready === undefined ? null : (
          <>
            {ready.divisionName}
            {asked.merged ? `等 ${ready.books.length} 个账套合并` : "本级"}
            {mayDesign ? <Link to={`/accounting/designer?id=${id}`}>修改定义</Link> : null}
          </>
        )
      }
      hints={[["enter", "构成"]]}
      actions={
        <>
          {ready === undefined ? null : (
            <ExportMenu
              name={`${ready.name} ${ready.divisionName} ${ready.fundName} ${bookPeriodText(ready.period)}`}
              columns={exportColumns(ready, unit)}
              unit="yuan"
              allRows={async () => exportRows(ready, rounded.state === "ready" ? rounded.value : undefined, unit)}
            />
          )}
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印
          </Button>
        </>
      }
    >
      <Pickers asked={asked} />
      <div className="sf-no-print">
        <MomentRow moment={moment} year={year} />
      </div>
      <RemoteView remote={exact} rows={12}>
        {(view) => <Shown view={view} rounded={rounded.state === "ready" ? rounded.value : undefined} asked={asked} />}
      </RemoteView>
    </Page>
  );
}

function Pickers({ asked }: { asked: Asked }) {
  const [year] = useYear();
  const [period, choosePeriod] = useStatementPeriod();
  const [, chooseMerged] = useParameter("merged");
  const [level = "", chooseLevel] = useParameter("level");
  return (
    <div className="sf-row sf-no-print">
      <DivisionSwitch />
      <FundSwitch />
      <YearSwitch />
      <Select
        aria-label="会计期间"
        style={{ minWidth: 140 }}
        value={period}
        options={periodsOf(year).slice(1)}
        onChange={choosePeriod}
      />
      <Segmented
        aria-label="口径"
        value={asked.merged ? "1" : ""}
        options={[
          { value: "", label: "本级单户" },
          { value: "1", label: "含下级合并" },
        ]}
        onChange={chooseMerged}
      />
      {asked.merged ? (
        <Select
          aria-label="级次"
          style={{ width: 120 }}
          value={level}
          options={levels}
          onChange={(next) => chooseLevel(next)}
        />
      ) : null}
    </div>
  );
}

type ShownProps = { view: StatementView; rounded: StatementView | undefined; asked: Asked };

function Shown({ view, rounded, asked }: ShownProps) {
  const [text, choose] = useParameter("cell");
  const cell = readCell(text);
  return (
    <>
      <Checks checks={view.checks} />
      <StatementTable view={view} rounded={rounded} asked={asked} onCell={(one) => choose(cellText(one))} />
      {cell === undefined ? null : (
        <CellDrawer view={view} cell={cell} asked={asked} onClose={() => choose(undefined)} />
      )}
    </>
  );
}
