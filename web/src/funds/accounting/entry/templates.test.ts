import { expect, it } from "vitest";
import type { VoucherTemplate } from "../../../api/generated/types";
import { fen } from "../../../kernel/money";
import { entryOf } from "./templates";

it("a template is keyed on from as it was kept, on the day it is used", () => {
  const template: VoucherTemplate = {
    id: "template-1",
    name: "利息",
    fund: "enterprise-pension",
    isShared: true,
    summary: "收到利息",
    papers: 1,
    lines: [
      { account: "1001", debit: fen(30000), dimensions: { bankAccount: "6300001" } },
      { account: "4301", summary: "二季度" },
    ],
    by: { id: "u-1", name: "赵制单", at: "2026-06-01T00:00:00Z" },
  };
  expect(entryOf(template, "2026-06-20")).toEqual({
    date: "2026-06-20",
    papers: "1",
    summary: "收到利息",
    lines: [
      { summary: "", account: "1001", dimensions: { bankAccount: "6300001" }, debit: "300.00", credit: "" },
      { summary: "二季度", account: "4301", dimensions: {}, debit: "", credit: "" },
    ],
  });
});
