import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { personId } from "./seed";
import { headAddress } from "./serve";

/** Detail data in the browser: dropped with two bad rows, seen through the stages, then from a chart to a line. */

const heading = "行政区划代码|数据期别|个人编号|姓名|性别|公民身份号码|个人缴费基数|个人应缴当月金额|个人实缴当月金额";
const period = "202610";
const file = `职工养老个人缴费明细_${period}_630102.txt`;
const table = "enterprise-pension~individual-contributions";

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Sixteen good rows of 312.50 yuan; then an id with a wrong check digit and a paid amount that is none. */
function rows(): string[] {
  const row = (number: number, id: string, paid: string) =>
    `630102|${period}|P${number}|测试人${number}|${Number(id[16]) % 2 === 1 ? 1 : 2}|${id}|3906.25|312.50|${paid}`;
  const good = Array.from({ length: 16 }, (_, at) => row(8001 + at, personId(8001 + at), "312.50"));
  const id = personId(8101);
  const wrong = `${id.slice(0, -1)}${id.endsWith("1") ? "2" : "1"}`;
  return [...good, row(8101, wrong, "312.50"), row(8102, personId(8102), "三百")];
}

it("an agency drops a file with two bad rows, sees the pipeline and downloads what came back", async () => {
  const page = await openAs(browser, "agency", "/exchange/details");
  await page.getByText("还没有收到明细数据").waitFor();
  await clean(page);
  const text = [heading, ...rows(), ""].join("\r\n");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: file, mimeType: "text/plain", buffer: Buffer.from(text) });
  const sent = page.getByRole("status", { name: "刚才报送的文件" });
  await sent.getByText("收到 18 行 = 入库 16 + 退回 2 + 重复 0").waitFor();
  await page.getByRole("grid", { name: "明细批次" }).getByRole("link", { name: file }).waitFor();
  await clean(page);

  await sent.getByRole("link", { name: "查看详情" }).click();
  const stages = page.getByRole("list", { name: "治理过程" });
  await stages.getByText("18 行收到").waitFor();
  await stages.getByText("16 行入库").waitFor();
  await page.getByText("行数、金额均相符").waitFor();
  await page.getByText("部分入库").waitFor();
  await clean(page);

  await page.getByRole("button", { name: /公民身份号码.*不是有效/ }).click();
  await page.getByText("共 1 条", { exact: true }).waitFor();
  // The heading is line 1; the seventeenth row is line 18.
  await page.getByRole("button", { name: "第 18 行" }).click();
  const line = page.getByRole("dialog", { name: "原始行：第 18 行" });
  await line.getByText("P8101").waitFor();
  expect(await line.getByText(personId(8101).slice(0, 17)).count()).toBe(0);
  await clean(page);
  await page.keyboard.press("Escape");
  await line.waitFor({ state: "hidden" });

  const arrives = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载退回行" }).click();
  const returned = unzipped(readFileSync(await (await arrives).path()));
  expect(returned.split("\r\n").filter((one) => one.startsWith("630102|"))).toHaveLength(2);
  expect(returned).toContain("第19行：“个人实缴当月金额”不是金额");
  await page.context().close();
});

it("from the lake's matrix to the chart, the passport and the line as received", async () => {
  const page = await openAs(browser, "clerk", "/exchange/lake?fund=enterprise-pension");
  await page
    .getByRole("region", { name: "表与月份" })
    .getByRole("link", { name: /^16 行/ })
    .waitFor();
  await clean(page);
  await page.getByRole("link", { name: /^16 行/ }).click();
  await page.waitForURL(new RegExp(`/exchange/lake/${table}\\?`));
  const passport = page.getByRole("region", { name: "数字护照" });
  await passport.getByText("各批次之和等于上面的数字").waitFor();
  await passport.getByText("各行之和等于合计").waitFor();
  await passport.getByText("5,000.00").first().waitFor();
  await clean(page);

  // One region: its bar stands in the middle of the chart, on the axis.
  const canvas = page.getByRole("region", { name: "图" }).locator("canvas").first();
  await canvas.waitFor();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("The chart is not on the page.");
  await canvas.click({ position: { x: box.width / 2 + 30, y: box.height - 40 } });
  await page.waitForURL(/at=630102/);
  await passport.getByText("城东区 · 2026年10月").waitFor();
  await passport.getByRole("button", { name: "第 3 行" }).click();
  const line = page.getByRole("dialog", { name: "原始行：第 3 行" });
  await line.getByText("P8002").waitFor();
  await line.getByRole("link", { name: file }).waitFor();
  await clean(page);
  // The address names the line, so another person sees the same.
  await page.reload();
  await line.getByText("P8002").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "回到数据湖" }).click();
  await page.waitForURL(`${headAddress}/exchange/lake?fund=enterprise-pension`);
  await page.context().close();
});

it("the catalogue finds a table by initials of a field, and quality leads to the batch", async () => {
  const page = await openAs(browser, "clerk", "/exchange/catalog");
  await page.getByText("共 100 张表").waitFor();
  await clean(page);
  await page.keyboard.press("/");
  await page.keyboard.type("grsjdyje");
  await page
    .getByText(/字段：.*个人实缴当月金额/)
    .first()
    .waitFor();
  await clean(page);
  await page.getByRole("link", { name: "职工养老个人缴费明细" }).click();
  for (const tab of [/规则/, /代码表/, /如何报送/]) {
    await page.getByRole("tab", { name: tab }).click();
    await clean(page);
  }
  await page.getByText(/"type": "detail"/).waitFor();

  await page.goto(`${headAddress}/exchange/quality`);
  await page.getByRole("grid", { name: "质量得分" }).getByText("88.8%").waitFor();
  await clean(page);
  await page.getByRole("gridcell", { name: "职工养老个人缴费明细" }).dblclick();
  await page.getByRole("list", { name: "治理过程" }).waitFor();
  await page.context().close();
});

it("a clerk takes the batch out again, told before what stops counting", async () => {
  const page = await openAs(browser, "clerk", "/exchange/details");
  await page.getByRole("grid", { name: "明细批次" }).getByRole("link", { name: file }).click();
  await page.getByRole("button", { name: /^撤\s?回$/ }).click();
  const dialog = page.getByRole("dialog", { name: "撤回这个批次" });
  await dialog.getByText("16 行，5,000.00 元").waitFor();
  await dialog.getByRole("button", { name: /^撤\s?回$/ }).click();
  await dialog.getByText("理由至少 2 个字，还差 2 个字").waitFor();
  await clean(page);
  await dialog.getByRole("textbox", { name: "理由" }).fill("报送月份有误");
  await dialog.getByRole("button", { name: /^撤\s?回$/ }).click();
  await page.getByText("这个批次已撤回：数据不再计入").waitFor();
  expect(await page.getByRole("button", { name: /^撤\s?回$/ }).count()).toBe(0);
  await clean(page);
  await page.goto(`${headAddress}/exchange/lake?fund=enterprise-pension`);
  await page.getByText("这段时间还没有明细数据入库").waitFor();
  await page.context().close();
});

/** All entries of a ZIP, inflated and put together; the returned file is a small one without extras. */
function unzipped(zip: Buffer): string {
  const parts: Buffer[] = [];
  const count = zip.readUInt16LE(zip.length - 12);
  let at = zip.readUInt32LE(zip.length - 6);
  for (let entry = 0; entry < count; entry += 1) {
    const [size, local] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + size);
    parts.push(zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return Buffer.concat(parts).toString("utf8");
}
