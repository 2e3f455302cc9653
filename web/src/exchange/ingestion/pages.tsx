import { InboxOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/exchange/batches",
    title: "文件接收",
    group: "exchange",
    action: "intake.view",
    keywords: "wenjianjieshou wjjs baosong pici zip",
    icon: <InboxOutlined />,
    load: async () => (await import("./BatchesPage")).BatchesPage,
  },
  {
    path: "/exchange/batches/:id",
    title: "接收批次",
    group: "exchange",
    action: "intake.view",
    parent: "/exchange/batches",
    load: async () => (await import("./BatchPage")).BatchPage,
  },
];
