import "../../ui/plain.css";
import "./Catalog.css";
import { SearchOutlined } from "@ant-design/icons";
import { Input, Segmented } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import type { TableLine } from "../../api/generated/types";
import { grouped } from "../../kernel/group";
import { useParameter } from "../../kernel/parameter";
import { usePaused } from "../../kernel/paused";
import { useRemote } from "../../kernel/remote";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { useShortcut } from "../../ui/shortcuts";
import { tableKey } from "../ingestion/detail/details";
import type { Found, Initials } from "./catalog";
import { catalogPath, cycleTexts, findTables, groupTexts, loadInitials, sourcesOf } from "./catalog";

/** What partners send: every table, found by its name, its fields or their initials. */
export function CatalogPage() {
  const tables = useRemote<TableLine[]>(catalogPath);
  return (
    <Page title="数据目录" meta="对方按哪些表、哪些字段报送" hints={[["/", "搜索"]]}>
      <RemoteView remote={tables} rows={14}>
        {(lines) => <Catalog tables={lines} />}
      </RemoteView>
    </Page>
  );
}

const searchPause_ms = 200;

function Catalog({ tables }: { tables: readonly TableLine[] }) {
  const [fund, setFund] = useParameter("fund");
  const [words, setWords] = useParameter("q");
  const [text, setText] = useState(words ?? "");
  const paused = usePaused(text, searchPause_ms);
  const initials = useInitials(/[a-z]{2}/i.test(text));
  useEffect(() => {
    if (paused !== (words ?? "")) setWords(paused);
  }, [paused, words, setWords]);
  const found = useMemo(
    () => findTables(fund === undefined ? tables : tables.filter((table) => table.source === fund), paused, initials),
    [tables, fund, paused, initials],
  );
  const fields = tables.reduce((sum, table) => sum + table.fields, 0);
  return (
    <>
      <div className="sf-row">
        <Search text={text} onChange={setText} />
        <Segmented
          aria-label="险种或部门"
          value={fund ?? ""}
          onChange={(value) => setFund(value === "" ? undefined : value)}
          options={[{ value: "", label: "全部" }, ...sourcesOf(tables)]}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState title="没有这样的表或字段" next="换一个词，或用拼音首字母，例如 grjf（个人缴费）。" />
      ) : (
        <section className="sf-panel sf-scroll-x">
          <Tables found={found} words={paused} />
        </section>
      )}
      <p className="sf-muted sf-small" role="status">
        共 {tables.length} 张表、{fields.toLocaleString("zh-CN")} 个字段，列出 {found.length} 张
      </p>
    </>
  );
}

function useInitials(wanted: boolean): Initials | undefined {
  const [initials, setInitials] = useState<{ of: Initials }>();
  useEffect(() => {
    if (!wanted || initials !== undefined) return;
    void loadInitials().then((of) => setInitials({ of }));
  }, [wanted, initials]);
  return initials?.of;
}

function Search({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const place = useRef<HTMLDivElement>(null);
  useShortcut("/", "搜索表或字段", () => place.current?.querySelector("input")?.focus());
  return (
    <div ref={place} style={{ width: 300 }}>
      <Input
        prefix={<SearchOutlined className="sf-muted" />}
        allowClear
        aria-label="表名、字段名或拼音首字母"
        placeholder="表名、字段名或拼音首字母"
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Tables({ found, words }: { found: readonly Found[]; words: string }) {
  const groups = grouped(found, (one) => one.table.source);
  return (
    <table className="sf-plain sf-catalog">
      <thead>
        <tr>
          <th scope="col">数据表</th>
          <th scope="col">来源</th>
          <th scope="col">报送</th>
          <th scope="col" className="sf-right">
            字段
          </th>
          <th scope="col" className="sf-right">
            规则
          </th>
          <th scope="col">主键</th>
        </tr>
      </thead>
      {[...groups].map(([fund, ones]) => (
        <tbody key={fund}>
          <tr>
            <th scope="rowgroup" colSpan={6}>
              {ones[0]?.table.sourceName}
              <span className="sf-muted"> {ones.length} 张表</span>
            </th>
          </tr>
          {ones.map(({ table, fields }) => (
            <tr key={table.id}>
              <td className="sf-wrap">
                <div>
                  <Link to={`/exchange/catalog/${tableKey(table.id)}`}>{table.name}</Link>
                </div>
                {table.origin === "proposal" ? <div className="sf-muted sf-small">本系统拟定</div> : null}
                {table.scope.length === 0 ? null : (
                  <div className="sf-muted sf-small">治理范围中称：{table.scope.join("、")}</div>
                )}
                {words === "" || fields.length === 0 ? null : (
                  <div className="sf-muted sf-small">字段：{fields.join("、")}</div>
                )}
              </td>
              <td>{groupTexts[table.group] ?? table.group}</td>
              <td>{cycleTexts[table.cycle] ?? table.cycle}</td>
              <td className="sf-right">{table.fields}</td>
              <td className="sf-right">{table.rules}</td>
              <td className="sf-muted">
                {table.key.join(" + ")}
                {table.isKeyUnique ? "" : "（可重复）"}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
