import { Link } from "react-router";
import type { HistoryFormView, HistoryLinks, LinkedItem } from "../../api/generated/types";
import { fen } from "../../kernel/money";
import { useRemote } from "../../kernel/remote";
import { useDivision } from "../../ui/DivisionSelect";
import { RemoteView } from "../../ui/RemoteView";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { figureText, historyPath, permilleText } from "./history";

/** Amounts where all items are money; else each in its own unit. */
function columnsOf(items: readonly LinkedItem[]): readonly Column<LinkedItem>[] {
  const isMoney = items.every((item) => item.unit === "money");
  const figure = (key: string, title: string, value: (row: LinkedItem) => number | undefined): Column<LinkedItem> => {
    if (!isMoney) return { key, title, kind: "text", width: 150, value: (row) => figureText(row.unit, value(row)) };
    const amount = (row: LinkedItem) => {
      const found = value(row);
      return found === undefined ? undefined : fen(found);
    };
    return { key, title, kind: "amount", width: 150, value: amount };
  };
  return [
    { key: "class", title: "分类", kind: "text", width: 110, value: (row) => row.class },
    { key: "name", title: "项目", kind: "text", width: 220, value: (row) => row.name },
    figure("budget", "预算", (row) => row.budget),
    figure("adjusted", "调整后预算", (row) => row.adjusted),
    figure("executed", "执行", (row) => row.executed),
    figure("final", "决算", (row) => row.final),
    { key: "done", title: "执行完成率", kind: "text", width: 110, value: (row) => permilleText(row.executedPermille) },
    { key: "finished", title: "决算完成率", kind: "text", width: 110, value: (row) => permilleText(row.finalPermille) },
    figure("off", "决算比预算", (row) => row.difference),
  ];
}

/** Budget, execution and final account of a year side by side. */
export function LinksView({ form, year }: { form: HistoryFormView; year: number }) {
  const [division] = useDivision();
  const links = useRemote<HistoryLinks>(`${historyPath}links`, { form: form.id, year, division });
  return (
    <RemoteView remote={links} rows={12}>
      {(found) => (
        <DataTable
          id="history-links"
          name={`${form.title}${year}年预算执行决算对比`}
          rows={found.items}
          columns={columnsOf(found.items)}
          rowKey={(row) => row.item}
          maxRows={20}
          empty={{
            title: `${year} 年还没有可对比的数据`,
            next: "导入该年的预算、执行或决算后，同一项目会并排列出。",
            action: <Link to="/exchange/history">去导入</Link>,
          }}
        />
      )}
    </RemoteView>
  );
}
