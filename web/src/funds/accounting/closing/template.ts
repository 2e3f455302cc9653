import { funds } from "../../../kernel/funds";

/** The table of opening balances that the server reads, with an example of each sort of row. */

const heading = ["区划", "险种", "年度", "科目编码", "余额（元）", "银行账号"];

/** Excel takes a file for UTF-8 only with this mark. */
const byteOrderMark = "\uFEFF";

/** @param fund Its id; the table wants the name. */
export function openingTemplate(division: string, fund: string, year: number): string {
  const name = funds.find((one) => one.id === fund)?.name ?? fund;
  const rows = [
    heading,
    [division, name, String(year), "1001", "1000000.00", "6301000011000001"],
    [division, name, String(year), "3001", "1000000.00", ""],
  ];
  return `${byteOrderMark}${rows.map((row) => row.join(",")).join("\r\n")}\r\n`;
}
