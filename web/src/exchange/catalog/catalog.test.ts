import { describe, expect, it } from "vitest";
import type { TableLine } from "../../api/generated/types";
import { conditionText, fileTitle, findTables, loadInitials } from "./catalog";

function line(id: string, name: string, fieldNames: string[], scope: string[] = []): TableLine {
  return {
    id,
    name,
    source: "enterprise-pension",
    sourceName: "企业职工养老",
    fund: "enterprise-pension",
    origin: "tender",
    group: "business",
    cycle: "monthly",
    fields: fieldNames.length,
    rules: 0,
    key: [],
    isKeyUnique: true,
    scope,
    fieldNames,
  };
}

const tables = [
  line("enterprise-pension/transfers", "职工养老保险转移收支明细", ["个人编号", "转移金额"], ["转移接续台账"]),
  line("enterprise-pension/individual-contributions", "职工养老个人缴费明细", ["公民身份号码", "个人实缴当月金额"]),
];

describe("finding a table", () => {
  const ids = (words: string, initials?: (text: string) => string) =>
    findTables(tables, words, initials).map((one) => one.table.id.split("/")[1]);

  it("by its name, before those that only have a field of that name", () => {
    expect(ids("个人")).toEqual(["individual-contributions", "transfers"]);
    expect(ids("没有这样的")).toEqual([]);
    expect(ids("")).toHaveLength(2);
  });

  it("by the name that the governance scope has for it", () => {
    expect(ids("接续")).toEqual(["transfers"]);
  });

  it("by a field, which is told", () => {
    expect(findTables(tables, "转移金额", undefined)[0]?.fields).toEqual(["转移金额"]);
  });

  it("by pinyin initials once the dictionary is here", async () => {
    const initials = await loadInitials();
    expect(ids("grjf", initials)).toEqual(["individual-contributions"]);
    expect(ids("zyje", initials)).toEqual(["transfers"]);
    expect(ids("zyje")).toEqual([]);
  });
});

describe("a rule in words", () => {
  const fields = [
    { id: "sex", name: "性别" },
    { id: "citizenIdNumber", name: "公民身份号码" },
    { id: "paid", name: "实缴" },
    { id: "due", name: "应缴" },
  ];

  it("names fields, also where a function has a field's name", () => {
    expect(conditionText("sex = sex(citizenIdNumber)", fields)).toBe("性别 = 公民身份号码中的性别");
    expect(conditionText("birth(citizenIdNumber) <= @lastDay", fields)).toBe(
      "公民身份号码中的出生日期 ≤ 本批次期别的最后一天",
    );
  });

  it("puts operators into words", () => {
    expect(conditionText("paid is empty or paid <= due", fields)).toBe("实缴 未填 或 实缴 ≤ 应缴");
    expect(conditionText("sex in ('1', '2') and due is not empty", fields)).toBe("性别 属于 ('1', '2') 且 应缴 已填");
  });
});

it("a file names its table by the insurance as well where two tables have one name", () => {
  const named = (id: string, name: string) => ({ id: `unemployment/${id}`, name, sourceName: "失业" });
  const twins = [
    named("payable-plans", "应付计划明细"),
    { ...named("payable-plans", "应付计划明细"), id: "work-injury/payable-plans" },
    named("x", "缴费明细"),
  ];
  expect(fileTitle({ id: "unemployment/payable-plans", name: "应付计划明细" }, twins)).toBe("失业应付计划明细");
  expect(fileTitle({ id: "unemployment/x", name: "缴费明细" }, twins)).toBe("缴费明细");
});
