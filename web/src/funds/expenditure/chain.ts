import type { Decision, PaymentRequest } from "../../api/generated/types";

/** One step of the picture of a request's way. Stopped: it ends here. Trouble: somebody must mend something here. */
export type ChainStep = {
  key: string;
  title: string;
  state: "done" | "current" | "trouble" | "stopped" | "next";
  who?: string;
  at?: string;
};

/** Where the request stands, as the place among its steps; past the last step when it is done. */
function placeOf(request: PaymentRequest, keys: readonly string[]): number {
  const { state } = request;
  const at = (key: string) => Math.max(0, keys.indexOf(key));
  switch (state.name) {
    case "checking":
      return at("checks");
    case "returned":
      return at(state.by);
    case "inReview":
      return at(request.steps[state.step]?.id ?? "");
    case "inTreasury":
      return at("treasury");
    case "paying":
    case "partlyFailed":
      return at("payment");
    case "booking":
      return at("booking");
    case "rejected":
    case "withdrawn":
      return stoppedAt(request, keys);
    default:
      return keys.length;
  }
}

/** A withdrawal says nothing of where the request stood: it stood after the last step that was passed. */
function stoppedAt(request: PaymentRequest, keys: readonly string[]): number {
  const last = request.decisions.findLast((one) => one.step !== "withdraw" && keys.includes(one.step));
  const at = keys.indexOf(last?.step ?? "");
  if (request.state.name === "rejected") return Math.max(0, at);
  return Math.min(keys.length - 1, last?.outcome === "returned" ? at : at + 1);
}

/** The steps of this request from handing in to the books, each done, current or to come. */
export function chainOf(request: PaymentRequest): ChainStep[] {
  const review = request.steps.length > 0 ? request.steps : [{ id: "review", name: "财政审核" }];
  const treasury = request.treasury === "inSystem" ? [{ id: "treasury", name: "国库审核" }] : [];
  const money = [...treasury, { id: "payment", name: "支付" }, { id: "booking", name: "记账" }];
  const steps = [
    { id: "submit", name: "报送" },
    { id: "checks", name: "自动检查" },
    ...review,
    ...(request.payTo === "none" ? [] : money),
  ];
  const place = placeOf(
    request,
    steps.map((step) => step.id),
  );
  return steps.map((step, index) => {
    const passed = index < place ? passing(request, step.id) : undefined;
    return {
      key: step.id,
      title: step.name,
      state: index < place ? "done" : index > place ? "next" : here(request),
      ...(passed ? { who: passed.by.name, at: passed.at } : {}),
    };
  });
}

function here(request: PaymentRequest): ChainStep["state"] {
  switch (request.state.name) {
    case "returned":
    case "partlyFailed":
      return "trouble";
    case "rejected":
    case "withdrawn":
      return "stopped";
    default:
      return "current";
  }
}

const passes = ["submitted", "passed", "approved", "paid", "partlyFailed", "setOff", "booked"];

function passing(request: PaymentRequest, step: string): Decision | undefined {
  return request.decisions.findLast((one) => one.step === step && passes.includes(one.outcome));
}
