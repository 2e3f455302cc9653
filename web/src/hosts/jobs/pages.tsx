import { FieldTimeOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/system/jobs",
    title: "任务",
    group: "system",
    action: "job.view",
    keywords: "renwu rw dingshirenwu jindu",
    icon: <FieldTimeOutlined />,
    load: async () => (await import("./JobsPage")).JobsPage,
  },
];
