import { AuditOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/oversight/audit",
    title: "审计",
    group: "oversight",
    action: "audit.view",
    keywords: "shenji sj shenjilian rizhi",
    icon: <AuditOutlined />,
    load: async () => (await import("./AuditPage")).AuditPage,
  },
];
