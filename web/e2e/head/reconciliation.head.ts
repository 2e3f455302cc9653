import type { Browser } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { launch, shot } from "../browser";
import { clean, openAs } from "./people";
import { Head } from "./seed";
import { headAddress, headData } from "./serve";

/** Agency, tax bureau and treasury send the same month; the treasury has a yuan less: found, opened, decided. */

const period = "202610";
const tickets = ["363010220261010000000000001", "363010220261010000000000002"] as const;

const files = [
  {
    folder: "630100SB",
    name: `职工养老单位缴费明细_${period}_630102.csv`,
    lines: [
      "行政区划代码,数据期别,单位编号,单位名称,单位实缴当月金额,个人实缴当月金额小计",
      `630102,${period},E1,测试一厂,800.00,200.00`,
      `630102,${period},E2,测试二厂,500.00,100.00`,
    ],
  },
  {
    folder: "tax-qh",
    name: `企业职工养老税务单位缴费明细_${period}_630102.csv`,
    lines: [
      "统筹区编码,征集通知流水号,电子税票号码（缴费凭证号）,险种类型,单位编号,对应费款所属期,缴费类型,单位实缴金额,个人实缴金额,上解时间",
      `630102,N1,${tickets[0]},110,E1,${period},01,800.00,200.00,20261020`,
      `630102,N2,${tickets[1]},110,E2,${period},01,500.00,100.00,20261020`,
    ],
  },
  {
    folder: "treasury-data",
    name: `社会保险费入库明细_${period}_630102.csv`,
    lines: [
      "行政区划代码,数据期别,电子税票号码（缴费凭证号）,险种类型,对应费款所属期,入库日期,入库金额,国库代码,缴费人名称",
      `630102,${period},${tickets[0]},110,${period},20261021,1000.00,2801,测试一厂`,
      `630102,${period},${tickets[1]},110,${period},20261021,599.00,2801,测试二厂`,
    ],
  },
];

/** What the books know of the second ticket. */
const booked = [
  "区划,险种,票号,属期,单位缴费（元）,个人缴费（元）",
  `630102,企业职工基本养老保险,${tickets[1]},${period},500.00,100.00`,
  "",
].join("\r\n");

let browser: Browser;

beforeAll(async () => {
  const head = new Head(headAddress, headData);
  for (const { folder, name, lines } of files) {
    head.drop(folder, name, Buffer.from([...lines, ""].join("\r\n")));
  }
  await head.call("clerk", "POST", "/api/accounting/suspense/details?source=tax", booked, "text/csv");
  await head.until("three batches loaded", async () => {
    const page = await head.call<{ items: { state: string }[] }>("clerk", "GET", "/api/intake/details");
    return page.items.filter(({ state }) => state === "loaded").length === files.length ? true : undefined;
  });
  browser = await launch();
});
afterAll(() => browser.close());

it("a clerk has the match worked out, opens the difference, follows its ticket and decides it", async () => {
  const page = await openAs(browser, "clerk", "/exchange/match");
  await page.getByText("还没有对账结果").waitFor();
  await page.getByRole("button", { name: "重新计算" }).click();
  const job = page.getByRole("dialog", { name: "对账、核对与主索引" });
  await job.getByText("已完成").waitFor();
  await clean(page);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: /1\.00.*城东区.*2 笔，差异 1 笔/ }).waitFor();
  await shot(page, "match");
  await clean(page);
  await page.getByRole("grid", { name: "三方对账差异" }).getByText("测试二厂").dblclick();
  const line = page.getByRole("dialog", { name: /测试二厂/ });
  await line.getByRole("region", { name: "国库" }).getByText("599.00").first().waitFor();
  await line.getByText("款项未到").waitFor();
  await clean(page);

  await line.getByRole("button", { name: /^处\s?理$/ }).click();
  const decision = page.getByRole("dialog", { name: "处理结论" });
  await decision.getByRole("combobox", { name: "结论" }).click();
  await page.locator(".ant-select-item-option:visible").filter({ hasText: "国库更正" }).click();
  await decision.getByRole("textbox", { name: "理由" }).fill("国库少记一元，已函告");
  await decision.getByRole("button", { name: /^确\s?定$/ }).click();
  await decision.waitFor({ state: "hidden" });
  await line.locator(".sf-status", { hasText: "国库更正" }).waitFor();
  await line.getByText("国库少记一元，已函告").waitFor();
  await clean(page);

  await line.getByRole("link", { name: `查看票号 ${tickets[1]} 的入账情况` }).click();
  await page.waitForURL(/\/accounting\/suspense\/630102-11-/);
  await page.getByText("尚无国库划款").first().waitFor();
  await page.context().close();
});
