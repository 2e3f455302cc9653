import { expect, test } from "vitest";
import type { SharedSubject } from "../../api/generated/types";
import { codeText, fieldsText, incomplete, newGrant, sampleCall } from "./consumers";

const subject: SharedSubject = {
  order: 1,
  id: "value-gains",
  name: "保值增值",
  granularity: "month",
  description: "",
  filledFrom: "",
  columns: [
    {
      name: "amount",
      title: "收益金额",
      type: "money",
      sensitive: false,
      heading: "收益金额（元）",
      parquetName: "amount_fen",
    },
  ],
};

test("a new grant holds everything that is not sensitive in one division", () => {
  expect(newGrant("value-gains", "630000", "2026-06-15")).toEqual({
    subject: "value-gains",
    divisions: ["630000"],
    from: "2026-06-15",
  });
});

test("what keeps grants from being saved is said", () => {
  const good = newGrant("value-gains", "630000", "2026-06-15");
  expect(incomplete([good], 10, 10)).toBeUndefined();
  expect(incomplete([{ ...good, divisions: [] }], 10, 10)).toBe("有一项没有选择区划。");
  expect(incomplete([{ ...good, fields: [] }], 10, 10)).toBe("有一项没有选择字段。");
  expect(incomplete([{ ...good, until: "2026-06-14" }], 10, 10)).toBe("截止日期早于开始日期。");
  expect(incomplete([good], 0, 10)).toBe("请填写每日次数和每次行数。");
});

test("the sample call names subject, month and key header", () => {
  const call = sampleCall("https://sb.example", subject, true);
  expect(call).toContain('-H "X-Api-Key: $SHARED_KEY"');
  expect(call).toContain("-H 'Accept: text/csv' -o value-gains.csv");
  expect(call).toContain(
    "'https://sb.example/api/sharing/subjects/value-gains?period=202601&division=630000&limit=200'",
  );
});

test("fields and codes are told in words", () => {
  const grant = { subject: "value-gains", divisions: ["630000"], from: "2026-01-01" };
  expect(fieldsText(grant, subject)).toBe("全部非敏感字段");
  expect(fieldsText({ ...grant, fields: ["amount"] }, subject)).toBe("收益金额");
  expect(codeText("api_key_revoked")).toBe("密钥已吊销");
  expect(codeText("something_new")).toBe("something_new");
});
