import { describe, expect, it } from "vitest";
import type { ExpenditureKind, FieldRule } from "../../api/generated/types";
import { isCitizenId, problemsOf, readTable, totalOf, typedLines } from "./lines";

const rule = (id: string, name: string, type: FieldRule["type"], role: FieldRule["role"], required = true) => ({
  id,
  name,
  type,
  role,
  required,
  max: 0,
  allowNegative: false,
});

const fields: FieldRule[] = [
  rule("citizenId", "公民身份号码", "citizenId", "payeeId"),
  rule("name", "姓名", "text", "payeeName"),
  rule("item", "待遇项目", "text", "item"),
  rule("month", "待遇月份", "month", "none"),
  rule("amount", "金额", "money", "amount"),
  rule("account", "银行账号", "bankAccount", "account"),
  rule("endedOn", "终止日期", "date", "endedOn", false),
];

const kind = {
  id: "k",
  items: [{ fund: "unemployment", code: "benefit", name: "失业保险金", account: "500101", budgetLine: "benefit" }],
  tables: [{ role: "payees", name: "明细", required: true, fields }],
} as unknown as ExpenditureKind;

// 11010519491231002X is the example in GB 11643 itself.
const good = {
  citizenId: "11010519491231002X",
  name: "测试人",
  item: "失业保险金",
  month: "202603",
  amount: "1,234.50",
  account: "82100000000001",
};

describe("typed lines", () => {
  it("knows the check digit of a citizen id", () => {
    expect(isCitizenId("11010519491231002X")).toBe(true);
    expect(isCitizenId("110105194912310021")).toBe(false);
    expect(isCitizenId("1101051949123100")).toBe(false);
  });

  it("names the row and the field of what is wrong, and leaves empty rows alone", () => {
    const bad = { ...good, citizenId: "110105194912310021", amount: "12.345", month: "202613", item: "养老金" };
    expect(problemsOf(kind, "unemployment", [good, {}, bad])).toEqual([
      { row: 2, field: "citizenId", text: "校验不通过" },
      { row: 2, field: "item", text: "不是该险种的待遇项目" },
      { row: 2, field: "month", text: "须为六位年月，如 202603" },
      { row: 2, field: "amount", text: "不是金额，最多两位小数" },
    ]);
  });

  it("adds up what can be read, in fen", () => {
    expect(totalOf(kind, [good, { amount: "0.05" }, { amount: "x" }, {}])).toBe(123_455);
  });

  it("goes to the server by role, with the item's code and everything as evidence", () => {
    const [line] = typedLines(kind, "unemployment", [{ citizenId: null }, good]);
    expect(line).toMatchObject({ name: "测试人", idNumber: "11010519491231002X", item: "benefit", amount: 123_450 });
    expect(line?.evidence?.month).toBe("202603");
  });
});

describe("a table from a file", () => {
  it("with a heading is read in any order", () => {
    const text = '\uFEFF姓名,金额,公民身份号码,别的\r\n"张,三","1,234.50",\'11010519491231002X,y\r\n\r\n';
    expect(readTable(text, fields)).toEqual([{ name: "张,三", amount: "1,234.50", citizenId: "11010519491231002X" }]);
  });

  it("without a heading is read in the order of the form", () => {
    expect(readTable("11010519491231002X\t李四\tbenefit\t202603\t5", fields)[0]).toMatchObject({
      citizenId: "11010519491231002X",
      name: "李四",
      item: "benefit",
      month: "202603",
      amount: "5",
      account: "",
    });
  });
});
