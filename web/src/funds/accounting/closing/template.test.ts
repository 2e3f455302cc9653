import { expect, it } from "vitest";
import { openingTemplate } from "./template";

it("the template opens in Excel, names the fund in full and balances", () => {
  const lines = openingTemplate("630100", "unemployment", 2026).split("\r\n");
  expect(lines[0]).toBe("\uFEFF区划,险种,年度,科目编码,余额（元）,银行账号");
  expect(lines.slice(1)).toEqual([
    "630100,失业保险,2026,1001,1000000.00,6301000011000001",
    "630100,失业保险,2026,3001,1000000.00,",
    "",
  ]);
});
