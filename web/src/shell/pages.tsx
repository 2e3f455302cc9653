import { HomeOutlined } from "@ant-design/icons";
import type { PageEntry } from "../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/",
    title: "首页",
    group: "work",
    keywords: "shouye sy gongzuotai",
    icon: <HomeOutlined />,
    load: async () => (await import("./HomePage")).HomePage,
  },
];
