import { BarChartOutlined, HeatMapOutlined, SafetyCertificateOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/exchange/lake",
    title: "数据湖",
    group: "exchange",
    action: "intake.view",
    keywords: "shujuhu sjh mingxi huizong",
    icon: <HeatMapOutlined />,
    load: async () => (await import("./LakePage")).LakePage,
  },
  {
    path: "/exchange/lake/:table",
    title: "汇总与数字护照",
    group: "exchange",
    action: "intake.view",
    parent: "/exchange/lake",
    load: async () => (await import("./LakeTablePage")).LakeTablePage,
  },
  {
    path: "/exchange/across",
    title: "各险种对比",
    group: "exchange",
    action: "intake.view",
    keywords: "gexianzhongduibi gxzdb kuaxianzhong",
    icon: <BarChartOutlined />,
    load: async () => (await import("./AcrossPage")).AcrossPage,
  },
  {
    path: "/exchange/quality",
    title: "数据质量",
    group: "exchange",
    action: "intake.view",
    keywords: "shujuzhiliang sjzl wanzhengxing yizhixing zhunquexing",
    icon: <SafetyCertificateOutlined />,
    load: async () => (await import("./QualityPage")).QualityPage,
  },
];
