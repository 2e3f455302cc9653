import type { RemittanceType, SlipView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import type { Tone } from "../../ui/StatusTag";
import type { TimelineStep } from "../../ui/Timeline";

export const slipsPath = "/api/income/slips";

export const slipTones: Record<string, Tone> = {
  reviewing: "active",
  receiving: "active",
  disputed: "bad",
  booking: "warn",
  booked: "good",
  reversing: "warn",
  refunded: "bad",
};

export const slipStates = [
  { value: "reviewing", label: "待审核" },
  { value: "receiving", label: "待到账" },
  { value: "disputed", label: "有异议" },
  { value: "booking", label: "待记账" },
  { value: "booked", label: "已记账" },
  { value: "reversing", label: "待冲销" },
  { value: "refunded", label: "已退汇" },
];

export const remittanceTypes: Record<RemittanceType, string> = {
  adjustment: "调剂金",
  risk: "风险金",
  reserve: "储备金",
  balance: "基金结余",
};

/** What happened to a slip, beginning with the payment below, and what it waits for. */
export function slipTimeline({ row, state, history }: SlipView): TimelineStep[] {
  const paid: TimelineStep = {
    step: `${divisionText(row.from)}上解支付`,
    who: row.fromName,
    at: row.paidOn,
    result: { tone: "good", text: "已支付" },
  };
  const done = history.map(
    (step): TimelineStep => ({
      step: step.title,
      who: step.by.name,
      at: step.by.at,
      ...(step.opinion === "" ? {} : { opinion: step.opinion }),
    }),
  );
  const open: TimelineStep[] = row.stepName === "" ? [] : [{ step: row.stepName }];
  if ((state.code === "booking" || state.code === "reversing") && state.blocked !== undefined) {
    return [paid, ...done, { step: row.stepName, opinion: `记账未成功：${state.blocked}` }];
  }
  return [paid, ...done, ...open];
}
