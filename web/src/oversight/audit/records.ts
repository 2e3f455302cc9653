import type { ListAdapter } from "../../ui/table/rows";

/** The server takes the two ends of a range by themselves. */
export const records: ListAdapter = {
  query: ({ dates = "", ...rest }) => {
    const [from, to] = dates.split("..");
    return { ...rest, from, to };
  },
};

const areas: Record<string, string> = {
  account: "资金账户",
  agency: "经办机构",
  audit: "审计",
  budget: "预算",
  chart: "科目表",
  expenditure: "支出设置",
  grant: "授权",
  income: "上解收入",
  intake: "文件接收",
  password: "口令",
  payment: "支付",
  period: "结账",
  person: "查看完整信息",
  plan: "上解计划",
  receipt: "银行回单",
  request: "用款申请",
  session: "登录",
  sharing: "共享服务",
  totp: "动态码",
  user: "用户",
  voucher: "凭证",
};

/** What part of the business an action belongs to; its first word otherwise. */
export function areaText(action: string): string {
  const area = action.split(".")[0] ?? action;
  return areas[area] ?? area;
}

/** Alarms of the sealer itself: something is missing or was altered. */
export function isAlarm(action: string): boolean {
  return action === "audit.gap" || action === "audit.altered";
}
