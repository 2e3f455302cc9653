import { Select } from "antd";
import { Link } from "react-router";
import type { DetailHistory, DetailTableYears } from "../../api/generated/types";
import { funds } from "../../kernel/funds";
import { fen, yuan } from "../../kernel/money";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { useDivision } from "../../ui/DivisionSelect";
import { RemoteView } from "../../ui/RemoteView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { historyPath } from "./history";

const yearsBack = 4;

/** Which months of a fund's detail tables are there, by year. */
export function DetailYearsView({ year, fundName }: { year: number; fundName: (id: string) => string }) {
  const [division] = useDivision();
  const [chosen, choose] = useParameter("fund");
  const fund = chosen ?? funds[0]?.id ?? "";
  const history = useRemote<DetailHistory>(`${historyPath}details`, {
    fund,
    from: year - yearsBack,
    to: year,
    division,
  });
  return (
    <>
      <div className="sf-row">
        <Select
          aria-label="险种"
          style={{ width: 180 }}
          value={fund}
          onChange={choose}
          options={funds.map((one) => ({ value: one.id, label: fundName(one.id) }))}
        />
        <Link to="/exchange/details">接收明细历史文件</Link>
        <Link to="/exchange/catalog">数据表模板</Link>
      </div>
      <RemoteView remote={history} rows={10}>
        {(found) => (
          <DataTable
            id="history-details"
            name={`${fundName(fund)}明细历史`}
            rows={found.tables}
            columns={columnsOf(found)}
            rowKey={(row) => row.table}
            maxRows={16}
          />
        )}
      </RemoteView>
    </>
  );
}

function columnsOf(history: DetailHistory): readonly Column<DetailTableYears>[] {
  const years = Array.from({ length: history.to - history.from + 1 }, (_, at) => history.from + at);
  return [
    { key: "name", title: "数据表", kind: "text", width: 280, frozen: true, value: (row) => row.name },
    ...years.map(
      (year): Column<DetailTableYears> => ({
        key: `y${year}`,
        title: `${year}年`,
        kind: "text",
        width: 240,
        value: (row) => {
          const found = row.years.find((one) => one.year === year);
          if (found === undefined || found.months.length === 0) return "";
          const gaps = found.gaps.length === 0 ? "" : `，缺 ${found.gaps.join("、")} 月`;
          const amount = found.fen === 0 ? "" : `，${yuan(fen(found.fen))} 元`;
          return `${found.months.length} 个月，${found.rows.toLocaleString("zh-CN")} 行${amount}${gaps}`;
        },
      }),
    ),
  ];
}
