import { describe, expect, it } from "vitest";
import { mappingFor, mappingTable, readMapping, withMapping } from "./mapping";

const accounts = [
  { from: "支出:门诊", account: "", name: "", lines: 2 },
  { from: "资产:1001 银行", account: "1001", name: "银行存款", lines: 2 },
  { from: "资产:1002", account: "1002", name: "定期", lines: 1 },
];

const mapping = {
  "支出:门诊": { account: "500101", dimensions: { item: "outpatient" } },
  "资产:1001 银行": { account: "1001", dimensions: {} },
  "资产:1002": { account: "1002", dimensions: { bankAccount: " 28016 " } },
  别的文件的: { account: "4301", dimensions: {} },
};

describe("the mapping that goes with a file", () => {
  it("has only what the file's own names do not say", () => {
    expect(Object.keys(mappingFor(accounts, mapping))).toEqual(["支出:门诊", "资产:1002"]);
  });

  it("is a table with a column for each auxiliary accounting in use", () => {
    expect(mappingTable(mappingFor(accounts, mapping))).toBe(
      "原科目,科目编码,项目科目,银行账户\r\n支出:门诊,500101,outpatient,\r\n资产:1002,1002,,28016\r\n",
    );
    expect(mappingTable({ 'a,"b"': { account: "1001", dimensions: {} } })).toBe(
      '原科目,科目编码\r\n"a,""b""",1001\r\n',
    );
  });

  it("leaves the file as it is when there is nothing to add", async () => {
    const file = new File(["x"], "2026.journal");
    expect(await withMapping(file, {})).toBe(file);
  });

  it("is read back as far as it is understood", () => {
    expect(readMapping({ a: { account: "1", dimensions: { item: "x", bad: 3 } }, b: 5, c: {} })).toEqual({
      a: { account: "1", dimensions: { item: "x" } },
    });
    expect(readMapping(undefined)).toEqual({});
  });
});
