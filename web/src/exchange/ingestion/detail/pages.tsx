import { FileDoneOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/exchange/details",
    title: "明细接收",
    group: "exchange",
    action: "intake.view",
    keywords: "mingxijieshou mxjs mingxi baosong pici zhili txt csv",
    icon: <FileDoneOutlined />,
    load: async () => (await import("./DetailsPage")).DetailsPage,
  },
  {
    path: "/exchange/details/:id",
    title: "明细批次",
    group: "exchange",
    action: "intake.view",
    parent: "/exchange/details",
    load: async () => (await import("./DetailPage")).DetailPage,
  },
];
