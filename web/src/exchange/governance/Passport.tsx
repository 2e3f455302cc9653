import { Typography } from "antd";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import type { CatalogTable, PassportBatch, PassportLine, Passport as PassportView } from "../../api/generated/types";
import { get, withQuery } from "../../kernel/api";
import { divisionText } from "../../kernel/divisions";
import { exactSum, fen, unitText } from "../../kernel/money";
import { useParameter } from "../../kernel/parameter";
import type { Period } from "../../kernel/period";
import { parsePeriod, periodText, timeText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { RemoteView } from "../../ui/RemoteView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import type { ListAdapter } from "../../ui/table/rows";
import { usePagedRows } from "../../ui/table/rows";
import { useShownUnit } from "../../ui/unit";
import { detailAddress } from "../ingestion/detail/details";
import { SourceLineDrawer, useLine } from "../ingestion/detail/SourceLineDrawer";

type PassportProps = {
  table: CatalogTable;
  division: string;
  from: Period;
  to: Period;
  field: string | undefined;
};

/** 数字护照: the figure → the batches that make it up → their lines → the line as received. Each step sums to the last. */
export function Passport({ table, division, from, to, field }: PassportProps) {
  const path = `/api/governance/tables/${table.id.replace("/", "~")}/passport`;
  const query = { division, from, to, field };
  const unit = useShownUnit();
  const figure = useRemote<PassportView>(path, { ...query, lines: 0 });
  const span = from === to ? periodText(from) : `${periodText(from)}—${periodText(to)}`;
  return (
    <section className="sf-panel sf-stack" aria-label="数字护照">
      <RemoteView remote={figure} rows={6}>
        {(found) => (
          <>
            <div className="sf-passport-figure">
              <h2>数字护照</h2>
              <span>
                {divisionText(division)} · {span} · {found.fieldName ?? "行数"}
              </span>
              {found.field === undefined ? null : (
                <span>
                  <Amount value={fen(found.fen)} strong /> {unitText[unit]}
                </span>
              )}
              <b>{found.rows.toLocaleString("zh-CN")} 行</b>
            </div>
            {found.batches.length === 0 ? (
              <p className="sf-muted">没有构成这个数字的批次。</p>
            ) : (
              <>
                <Batches figure={found} />
                <Lines table={table} path={path} query={query} figure={found} />
              </>
            )}
          </>
        )}
      </RemoteView>
    </section>
  );
}

function Batches({ figure }: { figure: PassportView }) {
  const [parameters, setParameters] = useSearchParams();
  const unit = useShownUnit();
  const chosen = parameters.get("batch");
  const choose = (batch: string | undefined) =>
    setParameters((old) => {
      const next = new URLSearchParams(old);
      next.delete("line");
      if (batch === undefined) next.delete("batch");
      else next.set("batch", batch);
      return next;
    });
  const rows = figure.batches.reduce((sum, batch) => sum + batch.rows, 0);
  const total = exactSum(figure.batches.map((batch) => fen(batch.fen)));
  const isWhole = rows === figure.rows && total === figure.fen;
  return (
    <div className="sf-scroll-x">
      <h3>
        由 {figure.batches.length} 个接收批次构成
        <Sum holds={isWhole}>各批次之和等于上面的数字</Sum>
      </h3>
      <div className="sf-lake-parts sf-passport-batches">
        <table className="sf-plain">
          <thead>
            <tr>
              <th scope="col">收到的文件（点击只看它的行）</th>
              <th scope="col">期别</th>
              <th scope="col">报送单位</th>
              <th scope="col">收到时间</th>
              <th scope="col">文件 SM3</th>
              <th scope="col" className="sf-right">
                行数
              </th>
              {figure.field === undefined ? null : (
                <th scope="col" className="sf-right">
                  {figure.fieldName}（{unitText[unit]}）
                </th>
              )}
              <th scope="col">批次</th>
            </tr>
          </thead>
          <tbody>
            {figure.batches.map((batch) => (
              <BatchRow
                key={`${batch.batch} ${batch.period}`}
                batch={batch}
                table={figure.table}
                hasMoney={figure.field !== undefined}
                isChosen={batch.batch === chosen}
                onChoose={choose}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={5}>
                合计
              </th>
              <td className="sf-right">{rows.toLocaleString("zh-CN")}</td>
              {figure.field === undefined ? null : (
                <td className="sf-right">
                  <Amount value={total} />
                </td>
              )}
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  );
}

type BatchRowProps = {
  batch: PassportBatch;
  table: string;
  hasMoney: boolean;
  isChosen: boolean;
  onChoose: (batch: string | undefined) => void;
};

function BatchRow({ batch, table, hasMoney, isChosen, onChoose }: BatchRowProps) {
  return (
    <tr aria-current={isChosen ? "true" : undefined}>
      <td>
        <button
          type="button"
          className="sf-linklike"
          aria-pressed={isChosen}
          onClick={() => onChoose(isChosen ? undefined : batch.batch)}
        >
          {batch.fileName ?? batch.number ?? batch.batch}
        </button>
      </td>
      <td>{monthText(batch.period)}</td>
      <td>{batch.sender}</td>
      <td>{batch.receivedAt === undefined ? "" : timeText(batch.receivedAt)}</td>
      <td>
        {batch.fileSm3 === undefined ? null : (
          <Typography.Text copyable={{ text: batch.fileSm3, tooltips: ["复制完整摘要", "已复制"] }} code>
            <span title={batch.fileSm3}>{batch.fileSm3.slice(0, 8)}…</span>
          </Typography.Text>
        )}
      </td>
      <td className="sf-right">{batch.rows.toLocaleString("zh-CN")}</td>
      {hasMoney ? (
        <td className="sf-right">
          <Amount value={fen(batch.fen)} />
        </td>
      ) : null}
      <td>
        <Link to={detailAddress(batch.batch, table)}>详情</Link>
      </td>
    </tr>
  );
}

function Sum({ holds, children }: { holds: boolean; children: string }) {
  return (
    <span className={`sf-sum sf-small ${holds ? "sf-good" : "sf-bad"}`}>
      {holds ? "✓ " : "✕ 不成立："}
      {children}
    </span>
  );
}

function monthText(text: string): string {
  const month = parsePeriod(text);
  return month === undefined ? text : periodText(month);
}

/** A passport as a page of its lines. */
const adapter: ListAdapter = {
  read: async (path, { limit, continuation, ...query }, signal) => {
    const passport = await get<PassportView>(path, { ...query, lines: limit, after: continuation }, signal);
    return {
      items: [...passport.lines],
      total: passport.rows,
      totals: passport.field === undefined ? {} : { fen: passport.fen },
      ...(passport.next === undefined ? {} : { continuation: passport.next }),
    };
  },
};

const noCriteria = {};

type LinesProps = {
  table: CatalogTable;
  path: string;
  query: Readonly<Record<string, string | undefined>>;
  figure: PassportView;
};

/** The received lines behind the figure, or behind one of its batches. */
function Lines({ table, path, query, figure }: LinesProps) {
  const [batch] = useParameter("batch");
  const [line, open] = useLine();
  const columns = useMemo(() => columnsOf(table, figure, open), [table, figure, open]);
  const address = withQuery(path, { ...query, batch });
  // The same list that the table below reads, to see whether its lines make up the total.
  const { rows, total, totals } = usePagedRows<PassportLine>(address, noCriteria, adapter);
  const fileName = figure.batches.find((one) => one.batch === batch)?.fileName;
  const isAll = total > 0 && rows.length === total;
  return (
    <div>
      <h3>
        {fileName === undefined ? "逐行" : `${fileName}的行`}
        {isAll && totals?.fen !== undefined ? (
          <Sum holds={exactSum(rows.map((row) => fen(row.fen))) === totals.fen}>各行之和等于合计</Sum>
        ) : null}
      </h3>
      <DataTable
        id="passport-lines"
        name="构成数字的行"
        path={address}
        adapter={adapter}
        columns={columns}
        rowKey={(row) => `${row.batch} ${row.file} ${row.line}`}
        maxRows={10}
        onOpen={(row) => open({ batch: row.batch, file: row.file, line: row.line, ...meant(figure) })}
      />
      {line === undefined ? null : <SourceLineDrawer table={table.id} line={line} onClose={() => open(undefined)} />}
    </div>
  );
}

/** The field of the figure is marked in the line. */
function meant(figure: PassportView): { field?: string } {
  return figure.fieldName === undefined ? {} : { field: figure.fieldName };
}

type Open = ReturnType<typeof useLine>[1];

function columnsOf(table: CatalogTable, figure: PassportView, open: Open): Column<PassportLine>[] {
  const keys = table.key.map((id) => table.fields.find((field) => field.id === id)?.name ?? id);
  // Month and region have columns of their own.
  const shown = keys.map((name, at) => ({ name, at })).filter(({ at }) => !isPlace(table, at));
  return [
    {
      key: "line",
      title: "原始行",
      kind: "text",
      width: 110,
      frozen: true,
      value: (row) => String(row.line),
      render: (row) => (
        <button
          type="button"
          className="sf-linklike"
          tabIndex={-1}
          onClick={() => open({ batch: row.batch, file: row.file, line: row.line, ...meant(figure) })}
        >
          第 {row.line.toLocaleString("zh-CN")} 行
        </button>
      ),
    },
    { key: "period", title: "期别", kind: "text", width: 100, value: (row) => monthText(row.period) },
    { key: "division", title: "区划", kind: "text", width: 120, value: (row) => divisionText(row.division) },
    ...shown.map(
      ({ name, at }): Column<PassportLine> => ({
        key: `key${at}`,
        title: name,
        kind: "text",
        value: (row) => row.key[at],
      }),
    ),
    ...(figure.field === undefined
      ? []
      : [
          {
            key: "fen",
            title: figure.fieldName ?? "",
            kind: "amount" as const,
            width: 190,
            total: true,
            value: (row: PassportLine) => fen(row.fen),
          },
        ]),
  ];
}

function isPlace(table: CatalogTable, at: number): boolean {
  return table.key[at] === table.period || table.key[at] === table.division;
}
