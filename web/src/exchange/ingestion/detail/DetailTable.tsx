import { useSearchParams } from "react-router";
import type {
  DetailBatch,
  DetailTableLine,
  DetailTableResult,
  FaultTally,
  RegionTally,
  TableView,
} from "../../../api/generated/types";
import { divisionText } from "../../../kernel/divisions";
import { fen } from "../../../kernel/money";
import { useRemote } from "../../../kernel/remote";
import { Amount } from "../../../ui/Amount";
import { RemoteView } from "../../../ui/RemoteView";
import { Completeness } from "./Completeness";
import { detailTablePath, tableKey } from "./details";
import { FindingsTable, findingsId } from "./FindingsTable";
import { SeverityTag } from "./SeverityTag";
import { percentText, regionFill } from "./states";

type DetailTableProps = { batch: DetailBatch; line: DetailTableLine };

/** What became of one table of a batch: faults, regions, completeness, and every finding with its line. */
export function DetailTable({ batch, line }: DetailTableProps) {
  const result = useRemote<DetailTableResult>(detailTablePath(batch.id, line.table));
  const catalog = useRemote<TableView>(`/api/catalog/tables/${tableKey(line.table)}`);
  return (
    <RemoteView remote={result} rows={6}>
      {(found) => (
        <RemoteView remote={catalog} rows={6}>
          {(view) => <Parts batch={batch} result={found} view={view} />}
        </RemoteView>
      )}
    </RemoteView>
  );
}

function Parts({ batch, result, view }: { batch: DetailBatch; result: DetailTableResult; view: TableView }) {
  const { faults, regions } = result.tally;
  const fields = view.table.fields.filter((field) => field.until === 0);
  return (
    <>
      <div className="sf-sections">
        <section className="sf-panel sf-stack" aria-label="发现的问题">
          <h2>{result.name}：发现的问题</h2>
          {faults.length === 0 ? <p className="sf-good">✓ 没有发现问题。</p> : <Faults faults={faults} />}
        </section>
        <section className="sf-panel sf-stack" aria-label="完整性">
          <h2>完整性</h2>
          <Completeness regions={regions} fields={fields} />
        </section>
      </div>
      {faults.length === 0 ? null : <FindingsTable batch={batch.id} table={result.table} faults={faults} />}
      {regions.length === 0 ? null : (
        <Regions regions={regions} fields={fields} hasMoney={view.table.total !== undefined} />
      )}
    </>
  );
}

/** The fault that the list below is narrowed to, kept in the address under the list's own filters. */
function useFault() {
  const [parameters, setParameters] = useSearchParams();
  const choose = (fault: FaultTally | undefined) => {
    setParameters((old) => {
      const next = new URLSearchParams(old);
      for (const key of ["rule", "field", "line"]) next.delete(key);
      if (fault !== undefined) next.set("rule", fault.rule);
      if (fault !== undefined && fault.field !== "") next.set("field", fault.field);
      return next;
    });
    if (fault !== undefined) document.getElementById(findingsId)?.scrollIntoView({ block: "nearest" });
  };
  const isChosen = (fault: FaultTally) =>
    parameters.get("rule") === fault.rule && (parameters.get("field") ?? "") === fault.field;
  return [isChosen, choose] as const;
}

function Faults({ faults }: { faults: readonly FaultTally[] }) {
  const [isChosen, choose] = useFault();
  return (
    <div className="sf-scroll-x">
      <table className="sf-plain">
        <thead>
          <tr>
            <th scope="col">处理</th>
            <th scope="col">问题（点击查看明细）</th>
            <th scope="col" className="sf-right">
              行数
            </th>
            <th scope="col">首次出现</th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault) => (
            <tr key={`${fault.rule} ${fault.field}`} aria-current={isChosen(fault) ? "true" : undefined}>
              <td>
                <SeverityTag severity={fault.severity} />
              </td>
              <td className="sf-wrap">
                <button
                  type="button"
                  className="sf-linklike"
                  onClick={() => choose(isChosen(fault) ? undefined : fault)}
                >
                  {fault.message}
                </button>
              </td>
              <td className="sf-right">{fault.rows.toLocaleString("zh-CN")}</td>
              <td className="sf-muted" title={fault.file}>
                第 {fault.firstLine.toLocaleString("zh-CN")} 行
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RegionsProps = { regions: readonly RegionTally[]; fields: readonly { id: string }[]; hasMoney: boolean };

function Regions({ regions, fields, hasMoney }: RegionsProps) {
  return (
    <section className="sf-panel sf-scroll-x">
      <h2>入库数据按区划</h2>
      <table className="sf-plain">
        <thead>
          <tr>
            <th scope="col">区划</th>
            <th scope="col" className="sf-right">
              入库行数
            </th>
            {hasMoney ? (
              <th scope="col" className="sf-right">
                入库金额
              </th>
            ) : null}
            <th scope="col" className="sf-right">
              有提示的行
            </th>
            <th scope="col" className="sf-right">
              单元格填报率
            </th>
          </tr>
        </thead>
        <tbody>
          {regions.map((region) => (
            <tr key={region.division}>
              <td>
                {region.division === "" ? "（表中无区划）" : divisionText(region.division)}
                <span className="sf-muted"> {region.division}</span>
              </td>
              <td className="sf-right">{region.accepted.rows.toLocaleString("zh-CN")}</td>
              {hasMoney ? (
                <td className="sf-right">
                  <Amount value={fen(region.accepted.fen)} />
                </td>
              ) : null}
              <td className="sf-right">{region.noted.toLocaleString("zh-CN")}</td>
              <td className="sf-right">{percentText(regionFill(region, fields))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
