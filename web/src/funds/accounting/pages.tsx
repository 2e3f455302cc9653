import { AccountBookOutlined, FileDoneOutlined, FileTextOutlined, HourglassOutlined } from "@ant-design/icons";
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
  {
    path: "/accounting/events",
    title: "业务记账",
    group: "accounting",
    action: "voucher.prepare",
    keywords: "yewujizhang lixi caizhengbutie dingqi weituotouzi jizhangguize",
    icon: <FileDoneOutlined />,
    load: async () => (await import("./EventsPage")).EventsPage,
  },
  {
    path: "/accounting/suspense",
    title: "待转社会保险费",
    group: "accounting",
    action: "book.view",
    keywords: "daizhuan dzshbxf guokuhuakuan zhangling",
    icon: <HourglassOutlined />,
    load: async () => (await import("./SuspensePage")).SuspensePage,
  },
];
