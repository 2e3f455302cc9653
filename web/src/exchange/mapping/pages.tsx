import { NodeIndexOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/exchange/mappings",
    title: "映射导入",
    group: "exchange",
    action: "intake.view",
    keywords: "yingshedaoru ysdr lieming yinhang guoku gongzi minzheng gongan tongji csv xlsx",
    icon: <NodeIndexOutlined />,
    load: async () => (await import("./MappingsPage")).MappingsPage,
  },
  {
    path: "/exchange/mappings/import",
    title: "按映射导入文件",
    group: "exchange",
    action: "import.map",
    parent: "/exchange/mappings",
    load: async () => (await import("./ImportPage")).ImportPage,
  },
];
