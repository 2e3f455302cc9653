import { describe, expect, it } from "vitest";
import type { PaymentRequest } from "../../api/generated/types";
import { chainOf } from "./chain";

const decided = (step: string, outcome: string, name = "甲") => ({
  step,
  outcome,
  submission: 1,
  by: { id: name, name },
  at: "2026-11-21T01:00:00Z",
  from: "10.0.0.1",
  opinion: "",
  marks: [],
});

/** Only the members that the picture reads. */
function request(part: Partial<PaymentRequest>): PaymentRequest {
  const steps = [
    { id: "clerk", name: "社保处初审", permission: "request.review.clerk", fromFen: 0, workingDays: 2 },
    { id: "reviewer", name: "社保处复审", permission: "request.review.reviewer", fromFen: 0, workingDays: 2 },
  ];
  return { steps, decisions: [], payTo: "payees", treasury: "inSystem", ...part } as unknown as PaymentRequest;
}

const wait = { deadline: "2026-11-23T16:00:00Z", reminders: 0 };
const states = (made: PaymentRequest) => chainOf(made).map((step) => `${step.title} ${step.state}`);

describe("the picture of the chain", () => {
  it("shows what is done, what is current and what is to come", () => {
    const made = request({
      state: { name: "inReview", step: 1, wait },
      decisions: [decided("submit", "submitted"), decided("checks", "passed"), decided("clerk", "approved", "张敏")],
    });
    expect(states(made)).toEqual([
      "报送 done",
      "自动检查 done",
      "社保处初审 done",
      "社保处复审 current",
      "国库审核 next",
      "支付 next",
      "记账 next",
    ]);
    expect(chainOf(made)[2]?.who).toBe("张敏");
  });

  it("marks the step that returned the request", () => {
    const made = request({ state: { name: "returned", by: "reviewer", reason: "", marks: [], resume: 1, wait } });
    expect(states(made)[3]).toBe("社保处复审 trouble");
  });

  it("ends where a request was rejected", () => {
    const made = request({
      state: { name: "rejected", reason: "重复" },
      decisions: [decided("submit", "submitted"), decided("checks", "passed"), decided("clerk", "rejected")],
    });
    expect(states(made).slice(1, 4)).toEqual(["自动检查 done", "社保处初审 stopped", "社保处复审 next"]);
  });

  it("ends before the step that a withdrawn request was waiting for", () => {
    const made = request({
      state: { name: "withdrawn", reason: "多报" },
      decisions: [decided("submit", "submitted"), decided("checks", "passed"), decided("withdraw", "withdrawn")],
    });
    expect(states(made)[2]).toBe("社保处初审 stopped");
  });

  it("has every step done at the end", () => {
    expect(chainOf(request({ state: { name: "done" } })).every((step) => step.state === "done")).toBe(true);
  });

  it("has no payment where nothing is paid, and no treasury step where the treasury works elsewhere", () => {
    const none = request({ state: { name: "done" }, payTo: "none" });
    expect(chainOf(none).map((step) => step.key)).toEqual(["submit", "checks", "clerk", "reviewer"]);
    const paper = request({ state: { name: "done" }, treasury: "byInterface" as PaymentRequest["treasury"] });
    expect(chainOf(paper).map((step) => step.key)).not.toContain("treasury");
  });
});
