import "../../../ui/plain.css";
import { Input, Select } from "antd";
import { useMemo } from "react";
import type { BookRow, ChartView, ImportedAccount } from "../../../api/generated/types";
import { useRemote } from "../../../kernel/remote";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import { dimensionText } from "../dimensions";
import type { EntryAccount } from "../entry/accounts";
import { entryAccounts } from "../entry/accounts";
import type { Mapped, Mapping } from "./mapping";

type MappingTableProps = {
  book: BookRow;
  accounts: readonly ImportedAccount[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
};

/** Each account that the file names, ours, and the auxiliary accounting that ours requires. Kept for the next file. */
export function MappingTable({ book, accounts, mapping, onChange }: MappingTableProps) {
  const { fund, year, kind } = book;
  const chart = useRemote<ChartView>("/api/accounting/charts", { fund, year, kind });
  const open = accounts.filter(({ from, account }) => account === "" && !mapping[from]?.account).length;
  return (
    <section className="sf-panel sf-stack" aria-label="科目对应">
      <div className="sf-row">
        <h2>科目对应</h2>
        {open === 0 ? null : <StatusTag tone="warn">{`${open} 个科目没有对应`}</StatusTag>}
        <span className="sf-muted">文件中的科目对应本账套的末级科目；对应关系保存在本机，下次导入同一险种时沿用。</span>
      </div>
      <RemoteView remote={chart} rows={4}>
        {(value) => <Rows chart={value} accounts={accounts} mapping={mapping} onChange={onChange} />}
      </RemoteView>
    </section>
  );
}

type RowsProps = Omit<MappingTableProps, "book"> & { chart: ChartView };

function Rows({ chart, accounts, mapping, onChange }: RowsProps) {
  const leaves = useMemo(() => entryAccounts(chart.accounts), [chart]);
  const options = useMemo(
    () => leaves.map(({ code, fullName }) => ({ value: code, label: `${code} ${fullName}` })),
    [leaves],
  );
  return (
    <div className="sf-scroll-x">
      <table className="sf-plain">
        <thead>
          <tr>
            <th>文件中的科目</th>
            <th className="sf-right">分录行数</th>
            <th>本账套科目</th>
            <th>辅助核算（文件没有时填）</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((one) => {
            const mapped = mapping[one.from] ?? { account: one.account, dimensions: {} };
            const change = (part: Partial<Mapped>) => onChange({ ...mapping, [one.from]: { ...mapped, ...part } });
            return (
              <tr key={one.from}>
                <td>{one.from}</td>
                <td className="sf-right">{one.lines.toLocaleString("zh-CN")}</td>
                <td>
                  <Select
                    aria-label={`${one.from} 对应的科目`}
                    style={{ width: 360 }}
                    showSearch={{ optionFilterProp: "label" }}
                    placeholder="请选择科目"
                    {...(mapped.account === "" ? { status: "error" as const } : { value: mapped.account })}
                    options={options}
                    onChange={(account: string) => change({ account })}
                  />
                </td>
                <td>
                  <Dimensions
                    from={one.from}
                    mapped={mapped}
                    account={leaves.find(({ code }) => code === mapped.account)}
                    onChange={(dimensions) => change({ dimensions })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

type DimensionsProps = {
  from: string;
  mapped: Mapped;
  account: EntryAccount | undefined;
  onChange: (dimensions: Mapped["dimensions"]) => void;
};

function Dimensions({ from, mapped, account, onChange }: DimensionsProps) {
  return (
    <span className="sf-row">
      {(account?.requires ?? []).map((name) => (
        <Input
          key={name}
          aria-label={`${from} 的${dimensionText(name)}`}
          placeholder={dimensionText(name)}
          style={{ width: 200 }}
          value={mapped.dimensions[name] ?? ""}
          onChange={(event) => onChange({ ...mapped.dimensions, [name]: event.target.value })}
        />
      ))}
    </span>
  );
}
