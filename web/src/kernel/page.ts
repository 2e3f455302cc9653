import type { ComponentType, ReactNode } from "react";

/** The groups of the menu, in order: how users divide the work (folders follow the back end instead). */
export const groups = [
  { id: "work", title: "工作台" },
  { id: "budget", title: "基金预算" },
  { id: "income", title: "基金收入" },
  { id: "expenditure", title: "基金支出" },
  { id: "accounting", title: "会计核算" },
  { id: "programs", title: "专项业务" },
  { id: "exchange", title: "数据交换" },
  { id: "insight", title: "分析决策" },
  { id: "oversight", title: "监督与审计" },
  { id: "system", title: "系统管理" },
  { id: "dev", title: "组件示例" },
] as const;

export type GroupId = (typeof groups)[number]["id"];

/** A screen, told once: the menu, the breadcrumb, the palette and the router all read this. */
export type PageEntry = {
  /** "/expenditure/requests" or "/expenditure/requests/:id". */
  path: string;
  title: string;
  group: GroupId;
  /** Only people with this action see it; absent: everyone who is signed in. */
  action?: string;
  /** Pages of one document are not in the menu; their breadcrumb leads through the parent. */
  parent?: string;
  /** Other words to find it by: pinyin initials, former names. */
  keywords?: string;
  icon?: ReactNode;
  load: () => Promise<ComponentType>;
};
