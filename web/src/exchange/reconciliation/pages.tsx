import { IdcardOutlined, SwapOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/exchange/match",
    title: "三方对账",
    group: "exchange",
    action: "intake.view",
    keywords: "sanfangduizhang sfdz shuiwu guoku jingban hedui",
    icon: <SwapOutlined />,
    load: async () => (await import("./MatchPage")).MatchPage,
  },
  {
    path: "/exchange/registry",
    title: "主索引",
    group: "exchange",
    action: "intake.view",
    keywords: "zhusuoyin zsy renyuan danwei chongtu",
    icon: <IdcardOutlined />,
    load: async () => (await import("./RegistryPage")).RegistryPage,
  },
  {
    path: "/exchange/registry/:key/contributions",
    title: "个人缴费台账",
    group: "exchange",
    action: "intake.view",
    parent: "/exchange/registry",
    load: async () => (await import("./ContributionsPage")).ContributionsPage,
  },
];
