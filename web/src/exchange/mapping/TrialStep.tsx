import { Button, Input } from "antd";
import { useCallback, useState } from "react";
import type {
  CatalogTable,
  CorrectedSample,
  SampleReading,
  TableView,
  Trial,
  TrialFault,
  TrialLine,
} from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { periodText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { catalogPath } from "../catalog/catalog";
import { tableKey } from "../ingestion/detail/details";
import { Balance } from "../ingestion/detail/Pipeline";
import type { Work } from "./ImportPage";
import { samplesPath } from "./mapping";

type TrialStepProps = {
  work: Work;
  trial: Trial;
  isRunning: boolean;
  onTry: (reading?: SampleReading) => void;
  onBack: () => void;
  onNext: () => void;
};

/** What a load would come to: counts, faults with the way to mend each, the rows as they would stand. */
export function TrialStep({ work, trial, isRunning, onTry, onBack, onNext }: TrialStepProps) {
  const view = useRemote<TableView>(`${catalogPath}/${tableKey(work.draft.table)}`);
  const hard = trial.faults.filter((fault) => fault.severity === "hard");
  const canLoad = trial.missing.length === 0 && trial.accepted.rows + trial.duplicate.rows > 0;
  return (
    <RemoteView remote={view} rows={10}>
      {({ table }) => (
        <>
          <section className="sf-panel sf-stack" aria-label="试运行结果">
            <div className="sf-row">
              <h2>试运行结果</h2>
              <StatusTag tone={trial.missing.length > 0 ? "bad" : hard.length > 0 ? "warn" : "good"}>
                {verdict(trial)}
              </StatusTag>
              <span className="sf-muted sf-grow">
                {table.name} · {periodText(work.period)} · 没有写入任何数据
                {trial.skipped === 0 ? "" : ` · 合计等非明细行 ${trial.skipped} 行不计`}
              </span>
            </div>
            <Balance {...trial} />
          </section>
          <Faults work={work} trial={trial} table={table} onTry={onTry} onBack={onBack} />
          <Rows work={work} trial={trial} table={table} />
          <div className="sf-row">
            <Button onClick={onBack}>修改映射</Button>
            <span className="sf-grow" />
            <Button loading={isRunning} onClick={() => onTry()}>
              再试一次
            </Button>
            <Button type="primary" disabled={!canLoad} onClick={onNext}>
              {trial.returned.rows === 0 ? "下一步：导入" : `下一步：导入其余，退回 ${trial.returned.rows} 行`}
            </Button>
          </div>
        </>
      )}
    </RemoteView>
  );
}

function verdict({ missing, returned, faults }: Trial): string {
  if (missing.length > 0) return "必填字段没有来源，不能导入";
  if (returned.rows > 0) return `${returned.rows} 行会被退回`;
  return faults.length === 0 ? "全部通过" : "全部通过，有提示";
}

type FaultsProps = {
  work: Work;
  trial: Trial;
  table: CatalogTable;
  onTry: (reading?: SampleReading) => void;
  onBack: () => void;
};

function Faults({ work, trial, table, onTry, onBack }: FaultsProps) {
  if (trial.faults.length === 0 && trial.missing.length === 0) return null;
  const nameOf = (id: string) => table.fields.find((field) => field.id === id)?.name ?? id;
  return (
    <section className="sf-panel sf-stack" aria-label="问题">
      <h2>
        问题
        <span className="sf-muted sf-small sf-aside">普遍出现的改映射；个别写错的直接改单元格，改后自动再试</span>
      </h2>
      {trial.missing.length === 0 ? null : (
        <div className="sf-map-fault">
          <div className="sf-row">
            <b className="sf-grow">必填字段没有来源：{trial.missing.map(nameOf).join("、")}</b>
            <Button size="small" onClick={onBack}>
              改映射
            </Button>
          </div>
        </div>
      )}
      {trial.faults.map((fault) => (
        <Fault key={`${fault.field} ${fault.rule}`} work={work} fault={fault} onTry={onTry} onBack={onBack} />
      ))}
    </section>
  );
}

type FaultProps = { work: Work; fault: TrialFault } & Pick<FaultsProps, "onTry" | "onBack">;

function Fault({ work, fault, onTry, onBack }: FaultProps) {
  return (
    <div className="sf-map-fault" data-severity={fault.severity}>
      <div className="sf-row">
        <StatusTag tone={fault.severity === "hard" ? "bad" : "warn"}>
          {fault.severity === "hard" ? "退回" : "提示"}
        </StatusTag>
        <b className="sf-grow">{fault.message}</b>
        <span>{fault.rows.toLocaleString("zh-CN")} 行</span>
        <Button size="small" aria-label={`改映射：${fault.message}`} onClick={onBack}>
          改映射
        </Button>
      </div>
      <ul>
        {fault.lines.map((line) => (
          <Line key={line.line} work={work} line={line} onTry={onTry} />
        ))}
      </ul>
    </div>
  );
}

type LineProps = { work: Work; line: TrialLine; onTry: (reading?: SampleReading) => void };

/** One place: what stands there, what the mapping made of it, and a cell to write anew. */
function Line({ work, line, onTry }: LineProps) {
  const [text, setText] = useState(line.received ?? "");
  const { running, run } = useCorrection(work);
  const correct = async () => {
    const next = await run({ line: line.line, column: line.column ?? 0, text });
    if (next !== undefined) onTry({ ...work.reading, id: next.id });
  };
  const isMapped = line.mapped !== undefined && line.mapped !== line.received;
  return (
    <li>
      <span>第 {line.line.toLocaleString("zh-CN")} 行</span>
      {line.column === undefined ? null : (
        <>
          <span className="sf-muted">{line.heading}</span>
          <Input
            size="small"
            style={{ width: 220 }}
            aria-label={`第 ${line.line} 行“${line.heading}”`}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={() => void correct()}
          />
          <Button
            size="small"
            disabled={text === line.received}
            loading={running.state === "running"}
            onClick={() => void correct()}
          >
            更正
          </Button>
          {isMapped ? <span className="sf-muted">映射后为 {line.mapped}</span> : null}
        </>
      )}
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
    </li>
  );
}

function useCorrection({ reading, draft }: Work) {
  const { id } = reading;
  const { format } = draft;
  const send = useCallback(
    async (cell: { line: number; column: number; text: string }, intent: Intent) => {
      const answer = await command<CorrectedSample>(`${samplesPath}/${id}/cells`, { format, ...cell }, { intent });
      if (answer.kind !== "done") throw new Error("A correction is answered at once.");
      return answer.value;
    },
    [id, format],
  );
  return useCommand(send);
}

/** The first rows as they would stand in the table. */
function Rows({ work, trial, table }: { work: Work; trial: Trial; table: CatalogTable }) {
  if (trial.preview.length === 0) return null;
  return (
    <section className="sf-panel" aria-label="映射后的前几行">
      <h2>
        映射后的前 {trial.preview.length} 行
        {trial.unused.length === 0 ? null : (
          <span className="sf-muted sf-small sf-aside">不取的列：{trial.unused.join("、")}</span>
        )}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div className="sf-scroll-x" tabIndex={0} role="region" aria-label="映射后的行">
        <table className="sf-plain sf-map-preview">
          <thead>
            <tr>
              <th scope="col">原始行</th>
              {work.draft.columns.map((column) => (
                <th key={column.field} scope="col">
                  {table.fields.find((field) => field.id === column.field)?.name ?? column.field}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {trial.preview.map((row) => (
              <tr key={row.line} data-returned={row.isReturned}>
                <th scope="row">
                  {row.line}
                  {row.isReturned ? <span className="sf-bad"> 退回</span> : null}
                </th>
                {row.values.map((value, at) => (
                  <td key={work.draft.columns[at]?.field}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
