import "../../ui/plain.css";
import "./Catalog.css";
import { DownloadOutlined, SearchOutlined } from "@ant-design/icons";
import { App, Button, Input, Tabs } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { CatalogField, CatalogTable, CodeList, TableView } from "../../api/generated/types";
import { download } from "../../kernel/api";
import { grouped } from "../../kernel/group";
import { useParameter } from "../../kernel/parameter";
import { dateText } from "../../kernel/period";
import { problemOf } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { tableKey } from "../ingestion/detail/details";
import { catalogPath, cycleTexts, groupTexts, kindForms, kindTexts, lengthText, ruleText } from "./catalog";
import { Sending } from "./Sending";

/** One table of the catalogue: fields, code lists, rules, and how to send it. */
export function CatalogTablePage() {
  const id = useParams().table ?? "";
  const view = useRemote<TableView>(`${catalogPath}/${id}`);
  return (
    <RemoteView remote={view} rows={12}>
      {(found) => <Table view={found} />}
    </RemoteView>
  );
}

function Table({ view }: { view: TableView }) {
  const { table, lists, rules } = view;
  const [tab, setTab] = useParameter("tab");
  const items = [
    { key: "fields", label: `字段（${table.fields.length}）`, children: <Fields table={table} /> },
    { key: "rules", label: `规则（${rules.length}）`, children: <Rules view={view} /> },
    { key: "codes", label: `代码表（${lists.length}）`, children: <Codes lists={lists} /> },
    { key: "sending", label: "如何报送", children: <Sending table={table} /> },
  ];
  return (
    <Page title={table.name} meta={<Meta view={view} />} actions={<Template table={table} />}>
      <section className="sf-panel sf-catalog-tabs">
        <Tabs
          activeKey={items.find(({ key }) => key === tab)?.key ?? "fields"}
          onChange={(key) => setTab(key === "fields" ? undefined : key)}
          items={items}
          destroyOnHidden
        />
      </section>
    </Page>
  );
}

function Meta({ view: { table, sourceName } }: { view: TableView }) {
  return (
    <>
      <span>{sourceName}</span>
      <span>{groupTexts[table.group] ?? table.group}</span>
      <span>{cycleTexts[table.cycle] ?? table.cycle}报送</span>
      {table.origin === "proposal" ? <span title="招标文件未列字段，使用前与对方商定">本系统拟定</span> : null}
      <code>{table.id}</code>
      <Link to={`/exchange/quality?table=${encodeURIComponent(table.id)}`}>数据质量</Link>
    </>
  );
}

function Template({ table }: { table: CatalogTable }) {
  const { message } = App.useApp();
  const save = () =>
    download(`${catalogPath}/${tableKey(table.id)}/template`).catch(
      (error: unknown) => void message.error(problemOf(error).detail),
    );
  return (
    <Button icon={<DownloadOutlined />} onClick={() => void save()}>
      下载模板
    </Button>
  );
}

function Fields({ table }: { table: CatalogTable }) {
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const hasCodes = table.fields.some((field) => field.code !== undefined);
  const shown = table.fields.filter((field) =>
    [field.name, field.id, field.code ?? ""].some((text) => text.toLowerCase().includes(wanted)),
  );
  return (
    <div className="sf-stack">
      <Input
        style={{ width: 260 }}
        prefix={<SearchOutlined className="sf-muted" />}
        allowClear
        aria-label="字段名、编号或数据元代码"
        placeholder="字段名、编号或数据元代码"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className="sf-scroll-x">
        <table className="sf-plain sf-catalog-fields">
          <thead>
            <tr>
              {["序", "字段", "必填", "类型", "写法", "长度", ...(hasCodes ? ["数据元"] : []), "编号"].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => (
              <FieldRow key={field.id} field={field} table={table} hasCodes={hasCodes} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 ? <p className="sf-muted">没有这样的字段。</p> : null}
      </div>
    </div>
  );
}

type FieldRowProps = { field: CatalogField; table: CatalogTable; hasCodes: boolean };

function FieldRow({ field, table, hasCodes }: FieldRowProps) {
  const [, setTab] = useParameter("tab");
  const whole = table.fields.find((one) => one.id === field.partOf);
  return (
    <tr>
      <td className="sf-muted">{table.fields.indexOf(field) + 1}</td>
      <th scope="row" className={whole === undefined ? "sf-wrap" : "sf-wrap sf-catalog-part"}>
        {field.name}
        {table.key.includes(field.id) ? <span className="sf-catalog-mark">主键</span> : null}
        {table.total === field.id ? <span className="sf-catalog-mark">控制总额</span> : null}
        {whole === undefined ? null : <span className="sf-muted sf-small sf-aside">属于“{whole.name}”</span>}
        {field.until === 0 ? null : <span className="sf-muted sf-small sf-aside">已停用</span>}
      </th>
      <td>{field.required ? <b>必填</b> : ""}</td>
      <td>
        {field.list === undefined ? (
          kindTexts[field.type]
        ) : (
          <button type="button" className="sf-linklike" onClick={() => setTab("codes")}>
            代码表
          </button>
        )}
        {field.mayBeNegative ? <span className="sf-muted sf-small sf-aside">可为负</span> : null}
      </td>
      <td className="sf-muted">{kindForms[field.type]}</td>
      <td className="sf-muted">{lengthText(field)}</td>
      {hasCodes ? <td>{field.code}</td> : null}
      <td className="sf-catalog-id">
        <code>{field.id}</code>
      </td>
    </tr>
  );
}

function Rules({ view: { table, rules } }: { view: TableView }) {
  if (rules.length === 0) return <p className="sf-muted">除字段类型、必填和长度外，没有其他规则。</p>;
  return (
    <div className="sf-scroll-x">
      <p className="sf-muted">不符合“退回”规则的行退回报送单位；不符合“提示”规则的行照常入库，记入质量得分。</p>
      <table className="sf-plain">
        <thead>
          <tr>
            {["处理", "不符合时告知", "应当", "依据", "编号"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              <td>
                <StatusTag tone={rule.severity === "hard" ? "bad" : "warn"}>
                  {rule.severity === "hard" ? "退回" : "提示"}
                </StatusTag>
              </td>
              <td className="sf-wrap">{rule.message}</td>
              <td className="sf-wrap">{ruleText(rule, table)}</td>
              <td className="sf-muted sf-wrap-narrow">{rule.basis}</td>
              <td>
                <code>{rule.id}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Codes({ lists }: { lists: readonly CodeList[] }) {
  if (lists.length === 0) return <p className="sf-muted">本表没有代码字段。</p>;
  return (
    <div className="sf-catalog-lists">
      {lists.map((list) => (
        <section key={list.id} data-long={valuesOf(list).length > longList ? "true" : undefined}>
          <h3>{list.name}</h3>
          <p className="sf-muted sf-small">
            {list.isClosed ? "不在表中的代码退回。" : "官方未公布全部代码：不在表中的只提示，不退回。"}依据：
            {list.basis}
          </p>
          <Values list={list} />
        </section>
      ))}
    </div>
  );
}

/** More values than this stand in columns over the whole width. */
const longList = 12;

function valuesOf(list: CodeList): [code: string, name: string][] {
  // An object gives keys that look like numbers first, so that 10 would stand before 01.
  return Object.entries(list.versions.at(-1)?.values ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function Values({ list }: { list: CodeList }) {
  const latest = list.versions.at(-1);
  const aliases = grouped(
    Object.entries(list.aliases).filter(([alias, code]) => latest?.values[code] !== alias),
    ([, code]) => code,
  );
  return (
    <>
      <dl className="sf-catalog-codes">
        {valuesOf(list).map(([code, name]) => (
          <div key={code}>
            <dt>
              <code>{code}</code>
            </dt>
            <dd>
              {name}
              {aliases.has(code) ? (
                <span className="sf-muted sf-small sf-aside">
                  也收{" "}
                  {aliases
                    .get(code)
                    ?.map(([alias]) => alias)
                    .join("、")}
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      {list.versions.length < 2 || latest === undefined ? null : (
        <p className="sf-muted sf-small">自{dateText(latest.from)}起；以前的数据用当时的代码。</p>
      )}
    </>
  );
}
