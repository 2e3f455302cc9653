import { AppstoreOutlined } from "@ant-design/icons";
import type { PageEntry } from "../kernel/page";
import { installSampleServer } from "./sampleServer";

installSampleServer();

export const pages: readonly PageEntry[] = [
  {
    path: "/dev/gallery",
    title: "组件总览",
    group: "dev",
    keywords: "gallery zujian",
    icon: <AppstoreOutlined />,
    load: async () => (await import("./GalleryPage")).GalleryPage,
  },
  {
    path: "/dev/table",
    title: "列表示例",
    group: "dev",
    keywords: "table liebiao",
    icon: <AppstoreOutlined />,
    load: async () => (await import("./TablePage")).TablePage,
  },
];
