import { describe, expect, it } from "vitest";
import type { RuleLine, RuleVersionView, RuleView } from "../../../api/generated/types";
import { accountText, amountText, dimensionsOfLine, doorText, fundsText, spanText, summaryText } from "./words";

const line: RuleLine = { side: "debit", account: "1001", amount: "$amount", dimensions: {}, when: "any" };

const version: RuleVersionView = {
  number: 1,
  from: "2019-01-01",
  basis: "",
  summary: "",
  note: "",
  entries: [],
  amounts: [{ key: "account", name: "专户存款利息" }],
  dimensions: [{ name: "bankAccount", title: "专户银行账号", required: true }],
  facts: [],
  lines: [],
};

const rule: RuleView = { id: "interest", name: "利息收入", book: "fsa", bookName: "财政专户账", versions: [version] };

describe("a rule in words", () => {
  it("says which account a line takes", () => {
    expect(accountText(line)).toBe("1001");
    expect(accountText({ ...line, account: "$account" })).toBe("业务指定的科目");
  });

  it("says which amounts a line takes and whether it turns them", () => {
    expect(amountText(line, version.amounts)).toBe("各项金额");
    expect(amountText({ ...line, key: "account", when: "negative", amount: "-$amount" }, version.amounts)).toBe(
      "专户存款利息；负数；取相反数",
    );
  });

  it("says what auxiliary accounting a line bears", () => {
    const dimensions = { bankAccount: "$bankAccount", item: "支出户利息" };
    expect(dimensionsOfLine({ ...line, dimensions }, version)).toBe("银行账户＝专户银行账号；项目科目“支出户利息”");
  });

  it("says what the summary is made of", () => {
    expect(summaryText({ ...version, summary: "利息（{bankAccount}）{x}" })).toBe("利息（〔专户银行账号〕）{x}");
  });

  it("says who raises its events, for which funds, and from when", () => {
    expect(doorText(rule)).toBe("业务流程自动");
    expect(doorText({ ...rule, byHand: "positive" })).toBe("手工登记（正数）");
    expect(fundsText(rule)).toBe("全部险种");
    expect(fundsText({ ...rule, funds: ["unemployment", "work-injury"] })).toBe("失业、工伤");
    expect(spanText(version)).toBe("2019-01-01 起");
    expect(spanText({ ...version, until: "2025-12-31" })).toBe("2019-01-01 至 2025-12-31");
  });
});
