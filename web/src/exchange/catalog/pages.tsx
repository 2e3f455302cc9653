import { ReadOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/exchange/catalog",
    title: "数据目录",
    group: "exchange",
    action: "intake.view",
    keywords: "shujumulu sjml ziduan daimabiao guize biao",
    icon: <ReadOutlined />,
    load: async () => (await import("./CatalogPage")).CatalogPage,
  },
  {
    path: "/exchange/catalog/:table",
    title: "数据表",
    group: "exchange",
    action: "intake.view",
    parent: "/exchange/catalog",
    load: async () => (await import("./CatalogTablePage")).CatalogTablePage,
  },
];
