import { HomeOutlined } from "@ant-design/icons";
import type { PageEntry } from "../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/",
    title: "工作台",
    group: "work",
    keywords: "gongzuotai gzt shouye sy",
    icon: <HomeOutlined />,
    load: async () => (await import("./HomePage")).HomePage,
  },
];
