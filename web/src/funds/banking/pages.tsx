import { BankOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/banking",
    title: "银行对账",
    group: "accounting",
    action: "book.view",
    keywords: "yinhangduizhang yhdz yuetiaojiebiao yetjb weida duizhangdan dzd",
    icon: <BankOutlined />,
    load: async () => (await import("./BankingPage")).BankingPage,
  },
];
