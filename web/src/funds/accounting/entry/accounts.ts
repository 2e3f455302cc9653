import type { AccountView } from "../../../api/generated/types";

/** Finding an account by what a clerk types: code, name, or the initials or the spelling of its pinyin. */

/** An account that lines may be keyed to. */
export type EntryAccount = {
  code: string;
  name: string;
  /** With the accounts above: 社会保险待遇支出—基本养老金. */
  fullName: string;
  requires: readonly string[];
};

/** How a text sounds: its syllables in order, without tones. */
export type Pinyin = (text: string) => readonly string[];

type Sound = { initials: string; spelling: string };

export type AccountIndex = readonly { account: EntryAccount; own: Sound; full: Sound }[];

/** The leaves of a chart that are in use, in code order. */
export function entryAccounts(accounts: readonly AccountView[]): EntryAccount[] {
  const byCode = new Map(accounts.map((account) => [account.code, account]));
  const fullName = (account: AccountView): string => {
    const parent = account.parent === undefined ? undefined : byCode.get(account.parent);
    return parent === undefined ? account.name : `${fullName(parent)}—${account.name}`;
  };
  return accounts
    .filter((account) => account.isLeaf && !account.stopped)
    .map((account) => ({
      code: account.code,
      name: account.name,
      fullName: fullName(account),
      requires: account.requires,
    }));
}

export function indexAccounts(accounts: readonly EntryAccount[], pinyin: Pinyin): AccountIndex {
  const soundOf = (text: string): Sound => {
    const syllables = pinyin(text);
    return { initials: syllables.map((one) => one.charAt(0)).join(""), spelling: syllables.join("") };
  };
  return accounts.map((account) => ({ account, own: soundOf(account.name), full: soundOf(account.fullName) }));
}

/**
 * Accounts that the text finds, best first: the code is it, the code begins so, the name begins so, its initials begin
 * so, its spelling begins so, then the same for the name with those above it, then anywhere inside. Ties in code order.
 */
export function findAccounts(index: AccountIndex, text: string): EntryAccount[] {
  const wanted = text.trim().toLowerCase().replace(/\s/g, "");
  if (wanted === "") return index.map(({ account }) => account);
  const ranks = ({ account, own, full }: AccountIndex[number]): boolean[] => [
    account.code === wanted,
    account.code.startsWith(wanted),
    account.name.startsWith(wanted),
    own.initials.startsWith(wanted),
    own.spelling.startsWith(wanted),
    account.fullName.startsWith(wanted) || full.initials.startsWith(wanted) || full.spelling.startsWith(wanted),
    account.fullName.includes(wanted) || full.initials.includes(wanted),
  ];
  return index
    .map((entry) => ({ account: entry.account, rank: ranks(entry).indexOf(true) }))
    .filter(({ rank }) => rank >= 0)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ account }) => account);
}
