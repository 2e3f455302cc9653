import { FundOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/budget/lines",
    title: "预算额度",
    group: "budget",
    action: "budget.view",
    keywords: "yusuanedu ysed yusuan keyong",
    icon: <FundOutlined />,
    load: async () => (await import("./LinesPage")).LinesPage,
  },
  {
    path: "/budget/imports",
    title: "预算导入",
    group: "budget",
    action: "budget.view",
    parent: "/budget/lines",
    keywords: "yusuandaoru ysdr",
    load: async () => (await import("./ImportsPage")).ImportsPage,
  },
];
