import { ApiOutlined, TeamOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/exchange/monitor",
    title: "交换监控",
    group: "exchange",
    action: "exchange.view",
    keywords: "jiaohuanjiankong jhjk chuanshu sixin qianzhiji",
    icon: <ApiOutlined />,
    load: async () => (await import("./MonitorPage")).MonitorPage,
  },
  {
    path: "/exchange/transfers/:id",
    title: "传输记录",
    group: "exchange",
    action: "exchange.view",
    parent: "/exchange/monitor",
    load: async () => (await import("./TransferPage")).TransferPage,
  },
  {
    path: "/exchange/partners",
    title: "交换单位",
    group: "exchange",
    action: "exchange.view",
    keywords: "jiaohuandanwei jhdw shuiwu guoku kouling",
    icon: <TeamOutlined />,
    load: async () => (await import("./PartnersPage")).PartnersPage,
  },
];
