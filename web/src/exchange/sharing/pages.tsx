import { ShareAltOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/exchange/sharing",
    title: "共享服务",
    group: "exchange",
    action: "sharing.view",
    keywords: "gongxiangfuwu gxfw shujugongxiang jiekou miyao zhongjianku",
    icon: <ShareAltOutlined />,
    load: async () => (await import("./SharingPage")).SharingPage,
  },
  {
    path: "/exchange/sharing/:id",
    title: "共享单位",
    group: "exchange",
    action: "sharing.view",
    parent: "/exchange/sharing",
    load: async () => (await import("./ConsumerPage")).ConsumerPage,
  },
];
