import { BranchesOutlined, DiffOutlined, ScheduleOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/income/slips",
    title: "上解收入",
    group: "income",
    action: "income.view",
    keywords: "shangjieshouru sjsr",
    icon: <BranchesOutlined />,
    load: async () => (await import("./SlipsPage")).SlipsPage,
  },
  {
    path: "/income/slips/:id",
    title: "上解收入单",
    group: "income",
    action: "income.view",
    parent: "/income/slips",
    load: async () => (await import("./SlipPage")).SlipPage,
  },
  {
    path: "/income/plans",
    title: "上解计划",
    group: "income",
    action: "income.view",
    keywords: "shangjiejihua sjjh",
    icon: <ScheduleOutlined />,
    load: async () => (await import("./PlansPage")).PlansPage,
  },
  {
    path: "/income/consistency",
    title: "上下级核对",
    group: "income",
    action: "income.view",
    keywords: "shangxiajihedui sxjhd zaitu",
    icon: <DiffOutlined />,
    load: async () => (await import("./ConsistencyPage")).ConsistencyPage,
  },
];
