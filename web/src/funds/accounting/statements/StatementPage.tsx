import "../../../ui/PaperPage.css";
import "./Statements.css";
import { PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import type { StatementView } from "../../../api/generated/types";
import { useParameter } from "../../../kernel/parameter";
import { useRemote } from "../../../kernel/remote";
import { useMay } from "../../../kernel/user";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import { ExportMenu } from "../../../ui/table/ExportMenu";
import { useShownUnit } from "../../../ui/unit";
import { useYear } from "../../../ui/YearSelect";
import { bookPeriodText } from "../books";
import { MomentRow, useMoment } from "../Moment";
import { useAsked } from "./asked";
import { CellDrawer } from "./CellDrawer";
import { Checks } from "./Checks";
import { StatementPickers } from "./StatementPickers";
import { StatementTable } from "./StatementTable";
import type { Asked } from "./statements";
import { cellText, exportColumns, exportRows, readCell, statementPath, treasuryId } from "./statements";

/** One statement of the list. */
export function StatementPage() {
  const { id = "" } = useParams();
  const mayDesign = useMay("voucher.prepare") && id !== treasuryId;
  return (
    <StatementScreen
      id={id}
      meta={mayDesign ? <Link to={`/accounting/designer?id=${id}`}>修改定义</Link> : null}
      actions={null}
    />
  );
}

type StatementScreenProps = { id: string; meta: ReactNode; actions: ReactNode };

/** A statement, of a book or consolidated; every cell opens what it is made of. */
export function StatementScreen({ id, meta, actions }: StatementScreenProps) {
  const asked = useAsked();
  const unit = useShownUnit();
  const [year] = useYear();
  const moment = useMoment();
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
            {meta}
          </>
        )
      }
      hints={[["enter", "构成"]]}
      actions={
        <>
          {actions}
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
      <StatementPickers asked={asked} />
      <div className="sf-no-print">
        <MomentRow moment={moment} year={year} />
      </div>
      <RemoteView remote={exact} rows={12}>
        {(view) => <Shown view={view} rounded={rounded.state === "ready" ? rounded.value : undefined} asked={asked} />}
      </RemoteView>
    </Page>
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
