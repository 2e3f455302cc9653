import { download, withQuery } from "../../../kernel/api";
import { bookPath } from "../books";

/** The files a book can leave as; the server knows the same. */
export const bookFormats = [
  { id: "csv", label: "序时账 CSV（Excel 可直接打开）" },
  { id: "hledger", label: "hledger 账簿（供第三方复核）" },
  { id: "beancount", label: "beancount 账簿（供第三方复核）" },
  { id: "gbt24589", label: "GB/T 24589 会计数据接口（XML）" },
  { id: "chain", label: "凭证链（socialfund verify 核对）" },
] as const;

export type BookFormat = (typeof bookFormats)[number]["id"];

export function saveBook(book: string, format: string): Promise<void> {
  return download(withQuery(`${bookPath(book)}/export`, { format }));
}

export type YearAsked = { division: string; fund: string | undefined; year: number };

/** All books of a year in one ZIP, each in the format and with its chain. */
export function saveYear({ division, fund, year }: YearAsked, format: BookFormat): Promise<void> {
  return download(withQuery("/api/accounting/export", { division, fund, year, format }));
}
