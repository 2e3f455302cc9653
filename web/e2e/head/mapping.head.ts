import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, shot } from "../browser";
import { clean, openAs } from "./people";
import { personId } from "./seed";

/** The newcomer's way: a CSV with unknown headings is mapped, tried, mended twice, loaded, and followed to its line. */

const period = "202610";
const file = `城东参保缴费情况_${period}.csv`;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Six persons; sexes in words that no code list has, and one id with a wrong check digit. */
function rows(): string {
  const row = (number: number, id: string) =>
    `${number},测试人${number},${Number(id[16]) % 2 === 1 ? "男职工" : "女职工"},${id},630102,"3,906.25",312.50,张三填`;
  const ids = Array.from({ length: 6 }, (_, at) => personId(7001 + at));
  const wrong = ids.map((id, at) => (at === 3 ? `${id.slice(0, -1)}${id.endsWith("1") ? "2" : "1"}` : id));
  return [
    "城东区2026年10月参保缴费情况,,,,,,,",
    "社保编号,参保人姓名,性别,证件号码,所在区县,缴费工资（元）,个人实缴（元）,填报人",
    ...wrong.map((id, at) => row(7001 + at, id)),
    "合计,,,,,,1875.00,",
    "",
  ].join("\r\n");
}

async function pick(page: Page, label: string, typed: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.keyboard.type(typed);
  await page.locator(".ant-select-item-option:visible").filter({ hasText: option }).first().click();
}

it("a newcomer maps a file, mends two errors, loads it and follows a bar of the chart to the received line", async () => {
  const page = await openAs(browser, "agency", "/exchange/mappings");
  await clean(page);
  await page.getByRole("button", { name: "导入文件" }).click();
  await page.getByText("将文件拖到这里").waitFor();
  await clean(page);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: file, mimeType: "text/csv", buffer: Buffer.from(rows()) });

  const columns = page.getByRole("region", { name: "列的对应" });
  await page.getByRole("region", { name: "文件与数据表" }).getByText(file).waitFor();
  await pick(page, "写入哪张表", "职工养老个人缴费明细", "企业职工养老 职工养老个人缴费明细");
  await page.getByText("企业职工养老 职工养老个人缴费明细").filter({ visible: true }).first().waitFor();
  await columns
    .getByRole("row", { name: /证件号码/ })
    .getByText("自动匹配")
    .waitFor();
  await shot(page, "mapping-columns");
  await clean(page);
  // What no name tells is chosen by hand.
  await pick(page, "“所在区县”对应的字段", "行政区划", "行政区划代码");
  await columns
    .getByRole("row", { name: /所在区县/ })
    .getByText("已指定")
    .waitFor();

  await page.keyboard.press("Control+Enter");
  const result = page.getByRole("region", { name: "试运行结果" });
  await result.getByText("6 行会被退回").waitFor();
  const faults = page.getByRole("region", { name: "问题" });
  await faults.getByText("“性别”的来源值不符合映射中的格式或代码对照").waitFor();
  await shot(page, "mapping-trial");
  await clean(page);

  // The first error is of the mapping: the file's own words for the sexes.
  await faults.getByRole("button", { name: /改映射：“性别”/ }).click();
  await columns.getByRole("row", { name: /性别/ }).getByRole("button", { name: "代码表" }).click();
  await page.getByLabel("“性别”的代码对照的对照项").fill("男职工=1\n女职工=2");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "试运行", exact: true }).click();
  await result.getByText("1 行会被退回").waitFor();

  // The second is of one cell.
  const id = personId(7004);
  await page.getByLabel("第 6 行“证件号码”").fill(id);
  await faults.getByRole("button", { name: "更正" }).click();
  await result.getByText(/全部通过/).waitFor();
  await page.getByText("合计等非明细行 1 行不计").waitFor();
  await shot(page, "mapping-passed");
  await clean(page);

  await page.getByRole("button", { name: "下一步：导入" }).click();
  await page.getByRole("region", { name: "保存并导入" }).waitFor();
  await clean(page);
  await page.getByRole("button", { name: "保存映射并导入" }).click();
  const loaded = page.getByRole("status", { name: "导入结果" });
  await loaded.getByText("已入库").waitFor();
  await loaded.getByText("6 行").first().waitFor();
  await shot(page, "mapping-loaded");
  await clean(page);

  await loaded.getByRole("link", { name: "在数据湖中查看，逐层到原始行" }).click();
  const passport = page.getByRole("region", { name: "数字护照" });
  await passport.getByText("各行之和等于合计").waitFor();
  const canvas = page.getByRole("region", { name: "图" }).locator("canvas").first();
  await canvas.waitFor();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("The chart is not on the page.");
  await canvas.click({ position: { x: box.width / 2 + 30, y: box.height - 40 } });
  await page.waitForURL(/at=630102/);
  await passport.getByRole("button", { name: "第 6 行" }).click();
  const line = page.getByRole("dialog", { name: "原始行：第 6 行" });
  await line.getByText("个人实缴（元）").waitFor();
  await line.getByText("7004", { exact: true }).waitFor();
  expect(await line.getByText(id).count()).toBe(0);
  await shot(page, "mapping-line");
  await clean(page);

  // The mapping is kept, with the version that the batch came through.
  await page.goto(`${new URL(page.url()).origin}/exchange/mappings`);
  await page.getByRole("button", { name: "城东参保缴费情况" }).click();
  await page.getByRole("dialog", { name: "映射" }).getByText("所在区县").waitFor();
  await shot(page, "mapping-list");
  await page.context().close();
});
