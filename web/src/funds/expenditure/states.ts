import type { Decision, LineView, PaymentRequest } from "../../api/generated/types";
import type { Tone } from "../../ui/StatusTag";
import type { Choice } from "../../ui/table/filters";

/** Words and tones for what the server calls by code. */

export const stateTones: Record<string, Tone> = {
  checking: "active",
  returned: "warn",
  inReview: "active",
  inTreasury: "active",
  paying: "active",
  booking: "active",
  partlyFailed: "bad",
  done: "good",
  rejected: "bad",
  withdrawn: "neutral",
};

export const stateChoices: readonly Choice[] = [
  { value: "checking", label: "自动检查" },
  { value: "returned", label: "已退回" },
  { value: "inReview", label: "财政审核" },
  { value: "inTreasury", label: "国库审核" },
  { value: "paying", label: "支付中" },
  { value: "booking", label: "记账中" },
  { value: "partlyFailed", label: "部分失败" },
  { value: "done", label: "已完成" },
  { value: "rejected", label: "已否决" },
  { value: "withdrawn", label: "已撤回" },
];

export const lineStates: Record<LineView["state"], { tone: Tone; text: string }> = {
  open: { tone: "neutral", text: "待支付" },
  paid: { tone: "good", text: "已支付" },
  failed: { tone: "bad", text: "支付失败" },
  refunded: { tone: "bad", text: "退汇" },
  givenUp: { tone: "neutral", text: "不再支付" },
};

const outcomes: Record<string, { tone: Tone; text: string }> = {
  submitted: { tone: "neutral", text: "报送" },
  passed: { tone: "good", text: "检查通过" },
  approved: { tone: "good", text: "同意" },
  returned: { tone: "warn", text: "退回" },
  rejected: { tone: "bad", text: "否决" },
  withdrawn: { tone: "neutral", text: "撤回" },
  instructed: { tone: "active", text: "已生成支付指令" },
  setOff: { tone: "good", text: "已冲减" },
  paid: { tone: "good", text: "已支付" },
  partlyFailed: { tone: "bad", text: "部分失败" },
  failed: { tone: "bad", text: "支付失败" },
  refunded: { tone: "bad", text: "退汇" },
  booked: { tone: "good", text: "已记账" },
  refundBooked: { tone: "good", text: "退汇已记账" },
  proposed: { tone: "active", text: "提出更正" },
  confirmed: { tone: "good", text: "确认更正" },
  givenUp: { tone: "neutral", text: "不再支付" },
};

export function outcomeOf(decision: Decision): { tone: Tone; text: string } {
  return outcomes[decision.outcome] ?? { tone: "neutral", text: decision.outcome };
}

const stepTitles: Record<string, string> = {
  submit: "经办机构报送",
  checks: "自动检查",
  treasury: "国库审核",
  payment: "支付",
  booking: "记账",
  correction: "失败明细更正",
  withdraw: "撤回",
};

/** The name of a step in this request; review steps are named by the division's own settings. */
export function stepTitle(request: PaymentRequest, step: string): string {
  return request.steps.find((one) => one.id === step)?.name ?? stepTitles[step] ?? step;
}

export const severities: Record<string, { tone: Tone; text: string }> = {
  refuse: { tone: "bad", text: "不通过" },
  warn: { tone: "warn", text: "提示" },
  info: { tone: "neutral", text: "说明" },
};

export const modes: Record<string, string> = { actual: "实拨", advance: "预拨" };

export const payToText: Record<PaymentRequest["payTo"], string> = {
  payees: "逐笔支付到收款人",
  agencyAccount: "拨付到经办机构支出户",
  upperAccount: "上解到上级财政专户",
  none: "不付款（项目预算）",
};
