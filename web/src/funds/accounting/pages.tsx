import { AccountBookOutlined, FileTextOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/accounting/vouchers",
    title: "凭证",
    group: "accounting",
    action: "book.view",
    keywords: "pingzheng pz jizhangpingzheng guokuqueren",
    icon: <FileTextOutlined />,
    load: async () => (await import("./VouchersPage")).VouchersPage,
  },
  {
    path: "/accounting/vouchers/:book/:id",
    title: "记账凭证",
    group: "accounting",
    action: "book.view",
    parent: "/accounting/vouchers",
    load: async () => (await import("./VoucherPage")).VoucherPage,
  },
  {
    path: "/accounting/balances",
    title: "余额",
    group: "accounting",
    action: "book.view",
    keywords: "yue kemuyuebiao kmyeb shisuanpingheng",
    icon: <AccountBookOutlined />,
    load: async () => (await import("./BalancesPage")).BalancesPage,
  },
  {
    path: "/accounting/ledger",
    title: "明细账",
    group: "accounting",
    action: "book.view",
    parent: "/accounting/balances",
    load: async () => (await import("./LedgerPage")).LedgerPage,
  },
];
