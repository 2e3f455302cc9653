import { expect, it } from "vitest";
import type { SlipRow, SlipView } from "../../api/generated/types";
import { fen } from "../../kernel/money";
import { slipTimeline } from "./slips";

const row: SlipRow = {
  id: "s",
  from: "630100",
  fromName: "西宁市",
  to: "630000",
  toName: "青海省",
  fund: "enterprise-pension",
  type: "adjustment",
  typeName: "调剂金",
  amount: fen(100),
  period: "202611",
  year: 2026,
  paidOn: "2026-11-21",
  state: "reviewing",
  stateName: "待审核",
  stepName: "省财政社保收入审核",
  reminders: 0,
  escalated: false,
  version: 1,
};
const by = { id: "p-clerk", name: "省社保处经办", at: "2026-11-22T01:00:00Z" };

it("begins with the payment below and ends with what is awaited", () => {
  const view: SlipView = {
    row,
    variantName: "省级统筹",
    history: [],
    state: { code: "reviewing", since: "", reminders: 0 },
  };
  expect(slipTimeline(view).map((step) => [step.step, step.at === undefined])).toEqual([
    ["西宁市上解支付", false],
    ["省财政社保收入审核", true],
  ]);
});

it("says why the books refuse to take a refund back", () => {
  const voucher = { book: "630000-11-2026-fsa", voucher: "202611-0001", number: "202611-0001" };
  const view: SlipView = {
    row: { ...row, state: "reversing", stepName: "省财政专户记账" },
    variantName: "省级统筹",
    history: [{ step: "refund", title: "银行退汇", by, opinion: "2026-11-25" }],
    state: {
      code: "reversing",
      receivedOn: "2026-11-22",
      voucher,
      refundedOn: "2026-11-25",
      blocked: "期间已结账",
    },
  };
  expect(slipTimeline(view).slice(1)).toEqual([
    { step: "银行退汇", who: "省社保处经办", at: "2026-11-22T01:00:00Z", opinion: "2026-11-25" },
    { step: "省财政专户记账", opinion: "记账未成功：期间已结账" },
  ]);
});

it("says why the books refuse", () => {
  const view: SlipView = {
    row: { ...row, state: "booking", stepName: "省财政专户记账" },
    variantName: "省级统筹",
    history: [{ step: "review", title: "审核同意", by, opinion: "" }],
    state: { code: "booking", reviewedBy: by, receivedBy: by, receivedOn: "2026-11-22", blocked: "期间已结账" },
  };
  expect(slipTimeline(view).at(-1)).toEqual({ step: "省财政专户记账", opinion: "记账未成功：期间已结账" });
});
