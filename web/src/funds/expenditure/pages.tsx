import { FileDoneOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/expenditure/requests",
    title: "用款申请",
    group: "expenditure",
    action: "request.view",
    keywords: "yongkuanshenqing yksq zhichu shenhe",
    icon: <FileDoneOutlined />,
    load: async () => (await import("./RequestsPage")).RequestsPage,
  },
  {
    path: "/expenditure/requests/new",
    title: "填报用款申请",
    group: "expenditure",
    action: "request.submit",
    parent: "/expenditure/requests",
    keywords: "tianbao tb xinjianshenqing",
    load: async () => (await import("./NewRequestPage")).NewRequestPage,
  },
  {
    path: "/expenditure/requests/:id",
    title: "用款申请详情",
    group: "expenditure",
    action: "request.view",
    parent: "/expenditure/requests",
    load: async () => (await import("./RequestPage")).RequestPage,
  },
  {
    path: "/expenditure/requests/:id/order",
    title: "拨款申请单",
    group: "expenditure",
    action: "request.view",
    parent: "/expenditure/requests",
    load: async () => (await import("./OrderPage")).OrderPage,
  },
];
