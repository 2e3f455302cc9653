import type { NeededAmount, RuleLine, RuleVersionView, RuleView, Sign } from "../../../api/generated/types";
import { fundText } from "../../../kernel/funds";
import { dimensionText } from "../dimensions";

/** What a posting rule says, in words. */

const accounts: Record<string, string> = { $account: "业务指定的科目", $surplus: "结余科目（按会计制度）" };

export function accountText(line: RuleLine): string {
  return accounts[line.account] ?? line.account;
}

const signs: Record<Sign, string> = { any: "", positive: "正数", negative: "负数" };

/** Which amounts of the event the line takes, and how: 专户存款利息；负数；取相反数. */
export function amountText(line: RuleLine, amounts: readonly NeededAmount[]): string {
  const needed = amounts.find(({ key }) => key === line.key);
  const taken = line.key === undefined ? "各项金额" : (needed?.name ?? line.key);
  const turned = line.amount.startsWith("-") ? "取相反数" : "";
  return [taken, signs[line.when], turned].filter((text) => text !== "").join("；");
}

/** 银行账户＝专户银行账号；项目科目“支出户利息”. */
export function dimensionsOfLine(line: RuleLine, version: RuleVersionView): string {
  return Object.entries(line.dimensions)
    .map(([name, value]) => {
      if (!value.startsWith("$")) return `${dimensionText(name)}“${value}”`;
      const given = version.dimensions.find((one) => one.name === value.slice(1));
      return `${dimensionText(name)}＝${given?.title ?? value.slice(1)}`;
    })
    .join("；");
}

/** The summary as it is made: {purpose} → 〔用途〕. */
export function summaryText({ summary, facts, dimensions }: RuleVersionView): string {
  return summary.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const given = [...facts, ...dimensions].find((one) => one.name === name);
    return given === undefined ? whole : `〔${given.title}〕`;
  });
}

/** Who raises the rule's events. */
export function doorText(rule: RuleView): string {
  if (rule.byHand === undefined) return "业务流程自动";
  return rule.byHand === "any" ? "手工登记" : `手工登记（${signs[rule.byHand]}）`;
}

export function fundsText(rule: RuleView): string {
  return rule.funds === undefined ? "全部险种" : rule.funds.map(fundText).join("、");
}

/** 2019-01-01 起; 2019-01-01 至 2025-12-31. */
export function spanText({ from, until }: RuleVersionView): string {
  return until === undefined ? `${from} 起` : `${from} 至 ${until}`;
}
