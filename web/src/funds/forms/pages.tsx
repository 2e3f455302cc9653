import { TableOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/forms",
    title: "报表填报",
    group: "budget",
    action: "form.view",
    keywords: "baobiaotianbao bbtb yusuan juesuan shangbao shenhe pifu renwu",
    icon: <TableOutlined />,
    load: async () => (await import("./TasksPage")).TasksPage,
  },
  {
    path: "/forms/:task/:division",
    title: "报表",
    group: "budget",
    action: "form.view",
    parent: "/forms",
    load: async () => (await import("./SheetPage")).SheetPage,
  },
];
