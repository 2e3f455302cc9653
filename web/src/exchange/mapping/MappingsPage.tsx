import "../../ui/plain.css";
import "./Mapping.css";
import { PlusOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { useCallback, useState } from "react";
import { Link, useNavigate } from "react-router";
import type { MappedColumn, MappingLine, MappingView, SourceMapping, TableView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { grouped } from "../../kernel/group";
import { timeText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay, useUser } from "../../kernel/user";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { catalogPath } from "../catalog/catalog";
import { tableKey } from "../ingestion/detail/details";
import { mappingsPath, originTexts, stepText } from "./mapping";

/** The mappings by which files with other columns come in, and the way to import one more file. */
export function MappingsPage() {
  const lines = useRemote<MappingLine[]>(mappingsPath);
  const navigate = useNavigate();
  const mayImport = useMay("import.map");
  const start = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate("/exchange/mappings/import")}>
      导入文件
    </Button>
  );
  return (
    <Page title="映射导入" meta="列名与我们不同的文件，按映射写入数据目录的表" actions={mayImport ? start : undefined}>
      <RemoteView remote={lines} rows={10}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title="还没有映射" next="导入一个文件，按提示对应列名，保存后即成为映射。" />
          ) : (
            <Lines lines={found} />
          )
        }
      </RemoteView>
    </Page>
  );
}

function Lines({ lines }: { lines: readonly MappingLine[] }) {
  const [shown, show] = useState<string>();
  return (
    <section className="sf-panel sf-scroll-x">
      <table className="sf-plain sf-catalog">
        <thead>
          <tr>
            {["映射", "状态", "报送单位", "自动匹配的文件名", "写入", "字段", "版本", "最近修改"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {[...grouped(lines, (line) => line.sourceName)].map(([source, ones]) => (
          <tbody key={source}>
            <tr>
              <th scope="rowgroup" colSpan={8}>
                {source}
              </th>
            </tr>
            {ones.map((line) => (
              <tr key={line.id}>
                <td>
                  <button type="button" className="sf-linklike" onClick={() => show(line.id)}>
                    {line.name}
                  </button>
                </td>
                <td>
                  <StatusTag tone={line.isOpen ? "good" : "neutral"}>{line.isOpen ? "启用" : "停用"}</StatusTag>
                </td>
                <td>{line.sender ?? "不限"}</td>
                <td>
                  {line.pattern === undefined ? <span className="sf-muted">不自动</span> : <code>{line.pattern}</code>}
                </td>
                <td>
                  <Link to={`/exchange/catalog/${tableKey(line.table)}`}>{line.tableName}</Link>
                </td>
                <td className="sf-right">{line.columns}</td>
                <td className="sf-right">第 {line.version} 版</td>
                <td className="sf-muted">{line.at === undefined ? "随系统提供" : `${timeText(line.at)} ${line.by}`}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      {shown === undefined ? null : <Details id={shown} onClose={() => show(undefined)} />}
    </section>
  );
}

/** What a mapping does, field by field, in any of its versions. */
function Details({ id, onClose }: { id: string; onClose: () => void }) {
  const [version, setVersion] = useState<number>();
  const view = useRemote<MappingView>(`${mappingsPath}/${encodeURIComponent(id)}`, { version });
  return (
    <Modal open title="映射" width={880} onCancel={onClose} footer={null} destroyOnHidden>
      <RemoteView remote={view} rows={8}>
        {({ mapping, versions }) => (
          <div className="sf-stack">
            <div className="sf-row">
              <b>{mapping.name}</b>
              <code>{mapping.id}</code>
              <span className="sf-muted sf-grow">{mapping.note}</span>
              {version === undefined ? <Switching mapping={mapping} /> : null}
            </div>
            <div className="sf-row" role="group" aria-label="版本">
              {versions.map((one) => (
                <Button
                  key={one.version}
                  size="small"
                  type={one.version === mapping.version ? "primary" : "default"}
                  onClick={() => setVersion(one.version)}
                >
                  第 {one.version} 版{one.at === undefined ? "（随系统）" : ` ${timeText(one.at)} ${one.by}`}
                </Button>
              ))}
            </div>
            <Columns mapping={mapping} />
          </div>
        )}
      </RemoteView>
    </Modal>
  );
}

/** Closes or opens the newest version, as a version of its own. Another sender's mapping is not an agency's. */
function Switching({ mapping }: { mapping: SourceMapping }) {
  const agency = useUser()?.agency;
  const mayImport = useMay("import.map");
  const refresh = useRefresh();
  const send = useCallback(async (changed: SourceMapping, intent: Intent) => {
    const path = `${mappingsPath}/${encodeURIComponent(changed.id)}/versions`;
    return command<SourceMapping>(path, { based: changed.version, mapping: changed }, { intent });
  }, []);
  const { running, run } = useCommand(send);
  if (!mayImport || (agency !== undefined && agency !== mapping.sender)) return null;
  const turn = async () => {
    if ((await run({ ...mapping, isOpen: !mapping.isOpen })) !== undefined) refresh(mappingsPath);
  };
  return (
    <>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      <Button size="small" loading={running.state === "running"} onClick={() => void turn()}>
        {mapping.isOpen ? "停用" : "启用"}
      </Button>
    </>
  );
}

function Columns({ mapping }: { mapping: SourceMapping }) {
  const view = useRemote<TableView>(`${catalogPath}/${tableKey(mapping.table)}`);
  const names = view.state === "ready" ? view.value.table.fields : [];
  return (
    <div className="sf-scroll-x">
      <table className="sf-plain">
        <thead>
          <tr>
            {["字段", "来源", "转换"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mapping.columns.map((column) => (
            <tr key={column.field}>
              <td>{names.find((field) => field.id === column.field)?.name ?? column.field}</td>
              <td>{sourceText(column)}</td>
              <td className="sf-wrap">{column.transforms.map(stepText).join(" → ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sourceText({ from, sources, text }: MappedColumn): string {
  if (sources.length === 0) return from === "constant" ? `固定值 ${text}` : originTexts[from];
  return `${sources.join("、")}${from === "firstFilled" ? `（${originTexts.firstFilled}）` : ""}`;
}
