import type { EventAmountInput, Fund, NeededAmount, RuleVersionView, RuleView } from "../../api/generated/types";
import type { Fen } from "../../kernel/money";

/** One amount of a business event as keyed. */
export type AmountDraft = {
  key: string;
  account?: string | undefined;
  amount?: Fen | undefined;
  dimensions: Readonly<Record<string, string>>;
};

/** A business event (业务事件) as keyed. */
export type EventDraft = {
  division: string;
  fund?: Fund | undefined;
  date: string;
  documentNo: string;
  amounts: readonly AmountDraft[];
  facts: Readonly<Record<string, string>>;
};

/** The version of a rule in force on a day. */
export function versionOn(rule: RuleView, date: string): RuleVersionView | undefined {
  return rule.versions.findLast(
    (version) => version.from <= date && (version.until === undefined || date <= version.until),
  );
}

/** Rules whose events people raise themselves, by the book they post into. */
export function rulesByHand(
  rules: readonly RuleView[],
): { label: string; options: { value: string; label: string }[] }[] {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const rule of rules) {
    if (rule.byHand === undefined) continue;
    const options = groups.get(rule.bookName) ?? [];
    groups.set(rule.bookName, [...options, { value: rule.id, label: rule.name }]);
  }
  return [...groups].map(([label, options]) => ({ label, options }));
}

/** An empty amount for each that the rule reads; item codes of a business (`*`) begin with one. */
export function emptyAmounts(version: RuleVersionView): AmountDraft[] {
  return version.amounts.map((needed) => ({ key: needed.key, dimensions: {}, account: onlyAccount(needed) }));
}

/** The account where the rule leaves no choice. */
function onlyAccount(needed: NeededAmount): string | undefined {
  return needed.accounts?.length === 1 ? needed.accounts[0] : undefined;
}

/** The body of the request; undefined until what the server needs to look at it is there. */
export function bodyOf(draft: EventDraft) {
  const amounts: EventAmountInput[] = draft.amounts.flatMap(({ key, account, amount, dimensions }) =>
    amount === undefined
      ? []
      : [{ key, amount, dimensions: filled(dimensions), ...(account === undefined ? {} : { account }) }],
  );
  if (draft.fund === undefined || draft.date === "" || amounts.length === 0) return undefined;
  return {
    division: draft.division,
    fund: draft.fund,
    date: draft.date,
    documentNo: draft.documentNo.trim(),
    amounts,
    facts: filled(draft.facts),
  };
}

function filled(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text.trim() === "" ? [] : [[name, text.trim()]])),
  );
}
