import { BankOutlined, FileProtectOutlined, WarningOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/payments/batches",
    title: "拨款与支付",
    group: "expenditure",
    action: "payment.view",
    keywords: "bokuan zhifu bkyzf yinhang",
    icon: <BankOutlined />,
    load: async () => (await import("./BatchesPage")).BatchesPage,
  },
  {
    path: "/payments/batches/:id",
    title: "支付批次",
    group: "expenditure",
    action: "payment.view",
    parent: "/payments/batches",
    load: async () => (await import("./BatchPage")).BatchPage,
  },
  {
    path: "/payments/batches/:id/slip",
    title: "拨款凭证",
    group: "expenditure",
    action: "treasury.pay",
    parent: "/payments/batches",
    load: async () => (await import("./SlipPage")).SlipPage,
  },
  {
    path: "/payments/receipts",
    title: "银行回单",
    group: "expenditure",
    action: "payment.view",
    keywords: "yinhanghuidan yhhd",
    icon: <FileProtectOutlined />,
    load: async () => (await import("./ReceiptsPage")).ReceiptsPage,
  },
  {
    path: "/payments/exceptions",
    title: "支付异常",
    group: "expenditure",
    action: "payment.view",
    keywords: "zhifuyichang zfyc",
    icon: <WarningOutlined />,
    load: async () => (await import("./ExceptionsPage")).ExceptionsPage,
  },
];
