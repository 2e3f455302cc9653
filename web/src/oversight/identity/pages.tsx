import { UserOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/me",
    title: "我的账户",
    group: "work",
    keywords: "wodezhanghu wdzh mima xiugaimima",
    icon: <UserOutlined />,
    load: async () => (await import("./AccountPage")).AccountPage,
  },
];
