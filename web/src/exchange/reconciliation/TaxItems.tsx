import { Drawer, Select } from "antd";
import { useMemo, useState } from "react";
import type { ReconciliationView, TaxItem, TaxItemLine, TaxItemsView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fundText } from "../../kernel/funds";
import { amountText, fen, unitText } from "../../kernel/money";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { useDivision } from "../../ui/DivisionSelect";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { fundFilter } from "../../ui/table/filters";
import { useShownUnit } from "../../ui/unit";
import { monthText } from "./MatchPage";
import { reconciliationPath } from "./matrix";
import { SourceCells } from "./SourceCells";

type ItemRow = {
  item: TaxItem;
  employers: number;
  differing: number;
  oneSided: number;
  agency: number;
  tax: number;
};

/** The items of the tax comparison: both sides' sums, how many employers differ, and which. */
export function TaxItems({ rules }: { rules: ReconciliationView }) {
  const [division] = useDivision();
  const [fund] = useParameter("fund");
  const [period] = useParameter("period");
  const [item, setItem] = useParameter("item");
  const view = useRemote<TaxItemsView>(`${reconciliationPath}/items`, { division, fund, from: period, to: period });
  return (
    <RemoteView remote={view} rows={10}>
      {(found) => (
        <div className="sf-stack">
          <Items rules={rules} view={found} onPick={setItem} />
          <ItemLines rules={rules} item={item} onItem={setItem} />
        </div>
      )}
    </RemoteView>
  );
}

type ItemsProps = { rules: ReconciliationView; view: TaxItemsView; onPick: (item: string) => void };

function Items({ rules, view, onPick }: ItemsProps) {
  const unit = useShownUnit();
  const rows = useMemo(
    () =>
      rules.items.map((item): ItemRow => {
        const own = view.sums.filter((sum) => sum.item === item.id);
        const total = (value: (sum: (typeof own)[number]) => number) => own.reduce((all, sum) => all + value(sum), 0);
        return {
          item,
          employers: total((sum) => sum.employers),
          differing: total((sum) => sum.differing),
          oneSided: total((sum) => sum.oneSided),
          agency: total((sum) => sum.agencyValue),
          tax: total((sum) => sum.taxValue),
        };
      }),
    [rules, view],
  );
  const columns = useMemo((): readonly Column<ItemRow>[] => {
    const shown = (row: ItemRow, value: number) =>
      row.item.tax === undefined || row.item.unit === "rate"
        ? ""
        : row.item.unit === "fen"
          ? amountText(fen(value), unit)
          : value.toLocaleString("zh-CN");
    return [
      { key: "name", title: "核对项目", kind: "text", width: 150, frozen: true, value: (row) => row.item.name },
      {
        key: "state",
        title: "结果",
        kind: "text",
        width: 130,
        value: (row) => stateOf(row).text,
        render: (row) => <StatusTag tone={stateOf(row).tone}>{stateOf(row).text}</StatusTag>,
      },
      {
        key: "agency",
        title: `经办（${unitText[unit]}、人）`,
        kind: "text",
        isFigure: true,
        width: 170,
        value: (row) => shown(row, row.agency),
      },
      {
        key: "tax",
        title: `税务（${unitText[unit]}、人）`,
        kind: "text",
        isFigure: true,
        width: 170,
        value: (row) => shown(row, row.tax),
      },
      { key: "employers", title: "比对单位数", kind: "count", width: 100, value: (row) => row.employers },
      { key: "oneSided", title: "只有一方", kind: "count", width: 90, value: (row) => row.oneSided },
      { key: "note", title: "口径", kind: "text", width: 420, value: (row) => row.item.note },
    ];
  }, [unit]);
  return (
    <DataTable
      id="tax-items"
      name="税务经办核对项目"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.item.id}
      onOpen={(row) => onPick(row.item.id)}
      maxRows={19}
      empty={{ title: "没有核对项目", next: "核对项目由数据文件定义。" }}
    />
  );
}

function stateOf(row: ItemRow): { tone: "good" | "bad" | "neutral"; text: string } {
  if (row.item.tax === undefined || row.item.agency === undefined) return { tone: "neutral", text: "不能比对" };
  if (row.differing > 0) return { tone: "bad", text: `${row.differing} 个单位不同` };
  return row.oneSided > 0 ? { tone: "neutral", text: "共有的单位一致" } : { tone: "good", text: "一致" };
}

type ItemLinesProps = {
  rules: ReconciliationView;
  item: string | undefined;
  onItem: (item: string | undefined) => void;
};

function ItemLines({ rules, item, onItem }: ItemLinesProps) {
  const [division] = useDivision();
  const [open, setOpen] = useState<TaxItemLine>();
  const columns = useMemo(() => lineColumns(rules), [rules]);
  const filters = useMemo(
    () => [fundFilter("fund", true), { key: "period", label: "属期", kind: "period" as const }],
    [],
  );
  return (
    <div className="sf-match-list">
      <div className="sf-row">
        <h3>差异单位</h3>
        <Select
          aria-label="核对项目"
          style={{ width: 200 }}
          value={item ?? ""}
          onChange={(value) => onItem(value === "" ? undefined : value)}
          options={[
            { value: "", label: "全部项目" },
            ...rules.items.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
      <DataTable
        id="tax-item-lines"
        name="税务经办核对差异"
        path={`${reconciliationPath}/items/lines?division=${division}${item === undefined ? "" : `&item=${item}`}`}
        columns={columns}
        rowKey={(row) => `${row.item} ${row.fund} ${row.region} ${row.period} ${row.employerNo}`}
        filters={filters}
        onOpen={setOpen}
        maxRows={12}
        empty={{ title: "没有差异", next: "这个范围内税务与经办的数据一致。" }}
      />
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        size={900}
        title={open?.employerName ?? open?.employerNo}
        destroyOnHidden
      >
        {open === undefined ? null : (
          <div className="sf-match-sides">
            {[
              { title: "经办", source: open.agency },
              { title: "税务", source: open.tax },
            ].map(({ title, source }) => (
              <section key={title} className="sf-match-side" aria-label={title}>
                <h3>{title}</h3>
                {source === undefined ? <p className="sf-muted">没有记录</p> : <SourceCells source={source} />}
              </section>
            ))}
          </div>
        )}
      </Drawer>
    </div>
  );
}

function lineColumns(rules: ReconciliationView): readonly Column<TaxItemLine>[] {
  const itemOf = (row: TaxItemLine) => rules.items.find((item) => item.id === row.item);
  const text = (row: TaxItemLine, value: number | undefined) => {
    if (value === undefined) return "没有记录";
    const unit = itemOf(row)?.unit;
    if (unit === "fen") return amountText(fen(value), "yuan");
    return unit === "rate" ? `${value / 10_000}%` : value.toLocaleString("zh-CN");
  };
  return [
    {
      key: "employer",
      title: "单位",
      kind: "text",
      width: 240,
      frozen: true,
      value: (row) => row.employerName ?? row.employerNo,
    },
    { key: "itemName", title: "核对项目", kind: "text", width: 140, value: (row) => itemOf(row)?.name ?? row.item },
    {
      key: "agency",
      title: "经办",
      kind: "text",
      isFigure: true,
      width: 130,
      value: (row) => text(row, row.agencyValue),
    },
    { key: "tax", title: "税务", kind: "text", isFigure: true, width: 130, value: (row) => text(row, row.taxValue) },
    {
      key: "difference",
      title: "差额",
      kind: "text",
      isFigure: true,
      width: 130,
      value: (row) => text(row, row.difference),
    },
    { key: "linePeriod", title: "属期", kind: "text", width: 110, value: (row) => monthText(row.period) },
    { key: "fundName", title: "险种", kind: "text", width: 120, value: (row) => fundText(row.fund) },
    { key: "regionName", title: "地区", kind: "text", width: 110, value: (row) => divisionText(row.region) },
  ];
}
