import type { BalanceBreak, BalanceBreaks } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { fen } from "../../kernel/money";
import { useRemote } from "../../kernel/remote";
import { useDivision } from "../../ui/DivisionSelect";
import { RemoteView } from "../../ui/RemoteView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { historyPath } from "./history";

const yearsBack = 10;

const columns: readonly Column<BalanceBreak>[] = [
  { key: "title", title: "报表", kind: "text", width: 280, value: (row) => row.title },
  { key: "division", title: "区划", kind: "text", width: 120, value: (row) => divisionText(row.division) },
  { key: "year", title: "年度", kind: "text", width: 80, value: (row) => `${row.year}` },
  { key: "closing", title: "上年年末滚存结余", kind: "amount", width: 170, value: (row) => fen(row.closing) },
  { key: "opening", title: "本年上年结余", kind: "amount", width: 170, value: (row) => fen(row.opening) },
  { key: "off", title: "相差", kind: "amount", width: 140, value: (row) => fen(row.difference) },
  { key: "from", title: "上年单元格", kind: "text", width: 200, value: (row) => row.closingPlace },
  { key: "to", title: "本年单元格", kind: "text", width: 200, value: (row) => row.openingPlace },
];

/** Years whose opening is not the closing of the year before. */
export function BreaksView({ year }: { year: number }) {
  const [division] = useDivision();
  const breaks = useRemote<BalanceBreaks>(`${historyPath}breaks`, { from: year - yearsBack, to: year, division });
  return (
    <RemoteView remote={breaks} rows={8}>
      {(found) => (
        <>
          <p role="status">
            核对 {found.compared} 处结转（决算、年报），{found.breaks.length} 处不一致
          </p>
          <DataTable
            id="history-breaks"
            name="历年结转不一致"
            rows={found.breaks}
            columns={columns}
            rowKey={(row) => `${row.task} ${row.form} ${row.division} ${row.year}`}
            maxRows={18}
            empty={{
              title: "各年结转都一致",
              next: "上年年末滚存结余与本年上年结余逐年核对；没有数据时请先导入相邻年度。",
            }}
          />
        </>
      )}
    </RemoteView>
  );
}
