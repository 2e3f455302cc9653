import { BranchesOutlined, HistoryOutlined, LineChartOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/exchange/history",
    title: "历史数据",
    group: "exchange",
    action: "history.view",
    keywords: "lishishuju lssj qianyi linian yusuan juesuan yuebao",
    icon: <HistoryOutlined />,
    load: async () => (await import("./HistoryPage")).HistoryPage,
  },
  {
    path: "/exchange/history/trials/:id",
    title: "试导入",
    group: "exchange",
    action: "history.view",
    parent: "/exchange/history",
    load: async () => (await import("./TrialPage")).TrialPage,
  },
  {
    path: "/exchange/history/query",
    title: "历史数据查询",
    group: "exchange",
    action: "history.view",
    keywords: "lishichaxun lscx duibi jiezhuan",
    icon: <LineChartOutlined />,
    load: async () => (await import("./QueryPage")).QueryPage,
  },
  {
    path: "/exchange/history/versions",
    title: "历史数据版本",
    group: "exchange",
    action: "history.view",
    keywords: "banben chehui zhibiaotixi lsbb kemu",
    icon: <BranchesOutlined />,
    load: async () => (await import("./VersionsPage")).VersionsPage,
  },
];
