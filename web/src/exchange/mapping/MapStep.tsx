import { AutoComplete, Button, Input, InputNumber, Select } from "antd";
import { useCallback, useMemo } from "react";
import type {
  CatalogField,
  CatalogTable,
  MappingLine,
  SampleReading,
  SourceFormat,
  TableLine,
  TableView,
  Trial,
} from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { useRemote } from "../../kernel/remote";
import { DivisionSelect } from "../../ui/DivisionSelect";
import { PeriodInput } from "../../ui/PeriodInput";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import type { Tone } from "../../ui/StatusTag";
import { StatusTag } from "../../ui/StatusTag";
import { catalogPath, kindTexts } from "../catalog/catalog";
import { tableKey } from "../ingestion/detail/details";
import type { Work } from "./ImportPage";
import type { Draft, Match } from "./mapping";
import {
  assign,
  draftOf,
  fieldOf,
  fill,
  isOfColumns,
  mappingsPath,
  matchOf,
  missingOf,
  originTexts,
  samplesPath,
  withOrigin,
  withSteps,
} from "./mapping";
import { StepChain } from "./StepChain";

type MapStepProps = {
  work: Work;
  trial: Trial | undefined;
  onChange: (work: Work) => void;
  onKept: (id: string | undefined) => void;
};

/** Which column is which field: proposals to confirm, steps to add, required fields to fill. */
export function MapStep({ work, trial, onChange, onKept }: MapStepProps) {
  const { reading, draft } = work;
  const view = useRemote<TableView>(`${catalogPath}/${tableKey(draft.table)}`);
  const { running, run } = useReading(work, onChange);
  const change = (next: Draft) => onChange({ ...work, draft: next });
  return (
    <>
      <section className="sf-panel sf-stack" aria-label="文件与数据表">
        <div className="sf-row">
          <b>{reading.fileName}</b>
          <Target
            reading={reading}
            table={draft.table}
            onChange={(table) => void run({ format: draft.format, table })}
          />
          <span className="sf-muted">期别</span>
          <div className="sf-month">
            <PeriodInput
              label="期别"
              value={work.period}
              onChange={(period) => period && onChange({ ...work, period })}
            />
          </div>
          <DivisionSelect
            label="行政区划"
            value={work.division}
            onChange={(division) => onChange({ ...work, division })}
          />
        </div>
        <Format
          reading={reading}
          format={draft.format}
          onChange={(format) => void run({ format, table: draft.table })}
        />
        {reading.mappings.length === 0 ? null : <Kept work={work} onKept={onKept} />}
        {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
        <Raw reading={reading} format={draft.format} />
      </section>
      <RemoteView remote={view} rows={10}>
        {(found) => (
          <>
            <Missing draft={draft} table={found.table} onChange={change} />
            <Columns draft={draft} reading={reading} view={found} trial={trial} onChange={change} />
            <Others draft={draft} table={found.table} onChange={change} />
          </>
        )}
      </RemoteView>
    </>
  );
}

/** Reads the sample again for another table or as written otherwise; what was chosen by hand gives way. */
function useReading(work: Work, onChange: (work: Work) => void) {
  const { id } = work.reading;
  const send = useCallback(
    async (asked: { format: SourceFormat; table: string }, intent: Intent) => {
      const answer = await command<SampleReading>(`${samplesPath}/${id}/reading`, asked, { intent });
      if (answer.kind !== "done") throw new Error("A reading is answered at once.");
      return answer.value;
    },
    [id],
  );
  const { running, run } = useCommand(send);
  const read = async (asked: { format: SourceFormat; table: string }) => {
    const reading = await run(asked);
    if (reading !== undefined) onChange({ ...work, reading, draft: draftOf(reading), kept: undefined });
  };
  return { running, run: read };
}

type TargetProps = { reading: SampleReading; table: string; onChange: (table: string) => void };

/** The likeliest tables first, then all. */
function Target({ reading, table, onChange }: TargetProps) {
  const lines = useRemote<TableLine[]>(catalogPath);
  const all = lines.state === "ready" ? lines.value : [];
  const likely = reading.tables.filter((one) => one.matched > 0);
  const options = [
    {
      label: "最可能的表",
      options: likely.map((one) => ({
        value: one.table,
        label: `${one.sourceName} ${one.name}（对上 ${one.matched} 列）`,
      })),
    },
    {
      label: "全部",
      options: all
        .filter((one) => !likely.some((other) => other.table === one.id))
        .map((one) => ({ value: one.id, label: `${one.sourceName} ${one.name}` })),
    },
  ];
  return (
    <>
      <span className="sf-muted">写入</span>
      <Select
        aria-label="写入哪张表"
        style={{ minWidth: 340 }}
        showSearch={{ optionFilterProp: "label" }}
        {...(likely.length === 0 ? { status: "warning" as const } : {})}
        value={table}
        onChange={onChange}
        options={options}
      />
      {likely.length === 0 ? <span className="sf-muted">没有一列对得上，请选择要写入的表。</span> : null}
    </>
  );
}

type FormatProps = { reading: SampleReading; format: SourceFormat; onChange: (format: SourceFormat) => void };

function Format({ reading, format, onChange }: FormatProps) {
  const isText = reading.sheets.length === 0;
  return (
    <div className="sf-row">
      <span className="sf-muted">标题在第</span>
      <InputNumber
        aria-label="标题行"
        style={{ width: 64 }}
        min={0}
        max={50}
        value={format.headingRow}
        onChange={(row) => row !== null && onChange({ ...format, headingRow: row })}
      />
      <span className="sf-muted">行（0 表示没有标题）</span>
      {isText ? (
        <>
          <Select
            aria-label="编码"
            style={{ width: 120 }}
            value={format.encoding ?? "UTF-8"}
            onChange={(encoding) => onChange({ ...format, encoding })}
            options={["UTF-8", "GB18030"].map((value) => ({ value, label: value }))}
          />
          <Select
            aria-label="分隔符"
            style={{ width: 110 }}
            value={format.delimiter ?? ","}
            onChange={(delimiter) => onChange({ ...format, delimiter })}
            options={[
              { value: ",", label: "逗号 ," },
              { value: "|", label: "竖线 |" },
              { value: "\\t", label: "制表符" },
              { value: ";", label: "分号 ;" },
            ]}
          />
        </>
      ) : (
        <Select
          aria-label="工作表"
          style={{ minWidth: 140 }}
          value={format.sheet ?? reading.sheets[0] ?? ""}
          onChange={(sheet) => onChange({ ...format, sheet })}
          options={reading.sheets.map((value) => ({ value, label: value }))}
        />
      )}
      <span className="sf-muted">以这些字开头的行不是明细</span>
      <Select
        mode="tags"
        aria-label="不是明细的行"
        style={{ minWidth: 220 }}
        value={[...format.footers]}
        onChange={(footers: string[]) => onChange({ ...format, footers })}
        open={false}
        suffixIcon={null}
      />
    </div>
  );
}

function Kept({ work: { reading, kept }, onKept }: { work: Work; onKept: (id: string | undefined) => void }) {
  const lines = useRemote<MappingLine[]>(mappingsPath);
  const nameOf = (id: string) =>
    (lines.state === "ready" ? lines.value.find((line) => line.id === id)?.name : undefined) ?? id;
  return (
    <div className="sf-row">
      <span className="sf-muted">已有映射与此文件的列名相符：</span>
      {reading.mappings.map((id) => (
        <Button
          key={id}
          size="small"
          type={kept?.id === id ? "primary" : "default"}
          onClick={() => onKept(kept?.id === id ? undefined : id)}
        >
          {nameOf(id)}
        </Button>
      ))}
    </div>
  );
}

const rawRows = 5;

/** The first lines as received, so that the heading row can be seen. */
function Raw({ reading, format }: { reading: SampleReading; format: SourceFormat }) {
  const rows = reading.rows.slice(0, Math.max(rawRows, format.headingRow + 2));
  return (
    <details>
      <summary className="sf-muted">查看文件的前 {rows.length} 行</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div className="sf-scroll-x" tabIndex={0} role="region" aria-label="文件的前几行">
        <table className="sf-plain sf-map-raw">
          <tbody>
            {rows.map((row) => (
              <tr key={row.line} aria-current={row.line === format.headingRow ? "true" : undefined}>
                <th scope="row">{row.line}</th>
                {row.cells.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no name but their place
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

type PartProps = { draft: Draft; table: CatalogTable; onChange: (draft: Draft) => void };

/** What keeps the file from being loaded, each with the ways out. */
function Missing({ draft, table, onChange }: PartProps) {
  const missing = missingOf(draft, table);
  if (missing.length === 0) return null;
  const unused = draft.headings.filter((heading) => fieldOf(draft, heading) === undefined);
  return (
    <section className="sf-map-missing" role="status" aria-label="缺少的必填字段">
      <StatusTag tone="bad">{`还有 ${missing.length} 个必填字段没有来源`}</StatusTag>
      {missing.map((field) => (
        <Filler key={field.id} field={field} table={table} draft={draft} unused={unused} onChange={onChange} />
      ))}
    </section>
  );
}

type FillerProps = {
  field: CatalogField;
  table: CatalogTable;
  draft: Draft;
  unused: readonly string[];
  onChange: (draft: Draft) => void;
};

function Filler({ field, table, draft, unused, onChange }: FillerProps) {
  const options = [
    ...(field.type === "month" ? [{ value: "period", label: originTexts.period }] : []),
    ...(field.id === table.division ? [{ value: "division", label: originTexts.division }] : []),
    { value: "constant", label: "填一个固定值" },
    ...unused.map((heading) => ({ value: `列 ${heading}`, label: `来源列：${heading}` })),
  ];
  const choose = (value: string) => {
    if (value === "period" || value === "division") onChange(fill(draft, field.id, value));
    else if (value === "constant") onChange(fill(draft, field.id, "constant", ""));
    else onChange(assign(draft, value.slice(2), field.id));
  };
  return (
    <span className="sf-row">
      <b>{field.name}</b>
      <Select
        size="small"
        aria-label={`“${field.name}”从哪里来`}
        style={{ minWidth: 150 }}
        placeholder="选择来源"
        popupMatchSelectWidth={false}
        onChange={choose}
        options={options}
      />
    </span>
  );
}

const tones: Record<Match["state"], Tone> = { auto: "good", confirm: "warn", chosen: "active", unused: "neutral" };

function matchText({ state, score }: Match): string {
  switch (state) {
    case "auto":
      return `自动匹配 ${score}`;
    case "confirm":
      return `请确认 ${score}`;
    case "chosen":
      return "已指定";
    case "unused":
      return "不取";
  }
}

type ColumnsProps = {
  draft: Draft;
  reading: SampleReading;
  view: TableView;
  trial: Trial | undefined;
  onChange: (draft: Draft) => void;
};

function Columns({ draft, reading, view, trial, onChange }: ColumnsProps) {
  const { table } = view;
  const used = draft.headings.filter((heading) => fieldOf(draft, heading) !== undefined).length;
  const options = useMemo(() => fieldOptions(table), [table]);
  const faulty = new Set(
    (trial?.faults ?? []).filter((fault) => fault.severity === "hard").map((fault) => fault.field),
  );
  return (
    <section className="sf-panel" aria-label="列的对应">
      <h2>
        列的对应
        <span className="sf-muted sf-small sf-aside">
          {draft.headings.length} 列中取 {used} 列；用 Tab 在各列间移动，输入字段名可查找
        </span>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div className="sf-scroll-x" tabIndex={0} role="region" aria-label="各列">
        <table className="sf-plain sf-map-table">
          <thead>
            <tr>
              {["文件的列", "内容举例", "对应的字段", "转换", "状态"].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reading.columns.map(({ name, samples }) => {
              const column = fieldOf(draft, name);
              const field = table.fields.find((one) => one.id === column?.field);
              const match = matchOf(draft, name, reading);
              const isFirst = column?.sources[0] === name;
              return (
                <tr key={name} data-state={match.state} data-fault={field !== undefined && faulty.has(field.id)}>
                  <th scope="row" className="sf-map-heading">
                    {name}
                  </th>
                  <td className="sf-map-samples" title={samples.slice(0, 10).join("\n")}>
                    {samples.slice(0, 3).join("、")}
                  </td>
                  <td>
                    <Select
                      className="sf-map-field"
                      aria-label={`“${name}”对应的字段`}
                      showSearch={{ optionFilterProp: "search" }}
                      allowClear
                      placeholder="不取这一列"
                      value={column?.field ?? null}
                      onChange={(next?: string | null) => onChange(assign(draft, name, next ?? undefined))}
                      options={options}
                    />
                  </td>
                  <td>
                    {column === undefined || field === undefined || !isFirst ? null : (
                      <div className="sf-row">
                        {column.sources.length < 2 ? null : (
                          <Select
                            size="small"
                            aria-label={`“${field.name}”怎样取几列`}
                            value={column.from}
                            onChange={(from) => onChange(withOrigin(draft, field.id, from))}
                            options={[
                              { value: "firstFilled", label: "取第一个有值的列" },
                              { value: "columns", label: "几列连起来" },
                            ]}
                          />
                        )}
                        <StepChain
                          field={field}
                          list={view.lists.find((list) => list.id === field.list)}
                          steps={column.transforms}
                          onChange={(steps) => onChange(withSteps(draft, field.id, steps))}
                        />
                      </div>
                    )}
                  </td>
                  <td title={match.why}>
                    <StatusTag tone={tones[match.state]}>{matchText(match)}</StatusTag>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function fieldOptions(table: CatalogTable) {
  return table.fields
    .filter((field) => field.until === 0)
    .map((field) => ({
      value: field.id,
      label: (
        <span title={field.id}>
          {field.name}
          {field.required ? <b className="sf-bad"> *</b> : null}
          <span className="sf-muted sf-small sf-aside">{kindTexts[field.type]}</span>
        </span>
      ),
      search: `${field.name} ${field.id} ${field.code ?? ""}`,
    }));
}

/** Fields that are not read from a column: the batch's month and region, constants. */
function Others({ draft, table, onChange }: PartProps) {
  const filled = draft.columns.filter((column) => !isOfColumns(column.from));
  const free = table.fields.filter(
    (field) => field.until === 0 && draft.columns.every((column) => column.field !== field.id),
  );
  return (
    <section className="sf-panel sf-stack" aria-label="不来自列的字段">
      <h2>不来自列的字段</h2>
      {filled.map((column) => {
        const name = table.fields.find((field) => field.id === column.field)?.name ?? column.field;
        return (
          <div key={column.field} className="sf-row">
            <b>{name}</b>
            {column.from === "constant" ? (
              <Input
                style={{ width: 200 }}
                aria-label={`“${name}”的固定值`}
                placeholder="固定值"
                value={column.text ?? ""}
                onChange={(event) => onChange(fill(draft, column.field, "constant", event.target.value))}
              />
            ) : (
              <span>{originTexts[column.from]}</span>
            )}
            <Button size="small" onClick={() => onChange(fill(draft, column.field, undefined))}>
              去掉
            </Button>
          </div>
        );
      })}
      <AutoComplete
        style={{ width: 260 }}
        aria-label="增加固定值的字段"
        placeholder="增加一个固定值的字段"
        value=""
        showSearch={{ filterOption: (typed, option) => String(option?.label).includes(typed) }}
        options={free.map((field) => ({ value: field.id, label: field.name }))}
        onSelect={(field: string) => onChange(fill(draft, field, "constant", ""))}
      />
    </section>
  );
}
