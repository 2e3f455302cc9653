import { ClusterOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/lake/runs",
    title: "数据汇总",
    group: "insight",
    action: "lake.view",
    keywords: "shujuhuizong sjhz huizong lijihuizong shujuhu",
    icon: <ClusterOutlined />,
    load: async () => (await import("./ConsolidationPage")).ConsolidationPage,
  },
];
