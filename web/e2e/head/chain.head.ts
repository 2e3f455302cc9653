import type { Browser } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { launch } from "../browser";
import { clean, openAs } from "./people";
import { Head, month, pensionRow, pensionZip, prepare } from "./seed";
import { headAddress, headData } from "./serve";

/** The chain in the browser: a dropped file becomes a paid, booked figure that leads back to the file's line. */

const agency = "630100SB";
const batch = "CHAIN1";
const request = `630100-11-${month}-${agency}-${batch}`;
const file = "chain.zip";
// Nobody of the demo province or of the other tests; no account ends in what the demo bank treats as special.
const people = [7001, 7002, 7003, 7004, 7005];

let browser: Browser;
let head: Head;

beforeAll(async () => {
  head = new Head(headAddress, headData);
  browser = await launch();
  await prepare(head);
  await head.call("sysadmin", "POST", "/api/expenditure/settings/630100", { treasury: "inSystem" });
  const rows = people.map((number) => pensionRow(number, "3126.55", month));
  head.drop(agency, file, pensionZip({ batch, rows, agency, period: month }));
  await head.finishedBatch(file);
  await awaits("request.review.clerk");
});
afterAll(() => browser.close());

type View = { row: { state: string; awaits: string }; batches: string[] };

function view(): Promise<View> {
  return head.call<View>("clerk", "GET", `/api/expenditure/requests/${request}`);
}

function awaits(action: string): Promise<true> {
  return head.until(`${request} awaiting ${action}`, async () =>
    (await view()).row.awaits.startsWith(action) ? true : undefined,
  );
}

it.each([
  ["clerk", "request.review.clerk", "待初审"],
  ["reviewer", "request.review.reviewer", "待复审或确认更正"],
  ["treasury", "treasury.review", "待国库审核"],
])("%s finds it in the to-dos, opens it and approves with the keyboard", async (account, action, title) => {
  await awaits(action);
  const page = await openAs(browser, account, "/");
  const todo = page.getByRole("region", { name: "我的待办" }).getByRole("link", { name: new RegExp(title) });
  const count = Number((await todo.locator("b").textContent())?.replaceAll(",", ""));
  await clean(page);
  await todo.click();
  await page.getByText(`共 ${count} 条`, { exact: true }).waitFor();
  await clean(page);
  await page.getByRole("textbox", { name: "编号、机构、类型或用途" }).fill(batch);
  await page.getByText("共 1 条", { exact: true }).waitFor();
  await page.getByRole("grid", { name: "用款申请" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "办理进度" }).waitFor();
  await page.getByText("共 5 条").waitFor();
  await clean(page);
  await page.keyboard.press("a");
  await page.getByRole("dialog", { name: "同意" }).getByRole("textbox").fill("情况属实。");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/^已同意/).waitFor();
  await page.context().close();
});

it("the cashier sends it to the bank", async () => {
  const made = await head.until("a batch", async () => (await view()).batches[0]);
  const page = await openAs(browser, "cashier", `/payments/batches?mine=todo&q=${batch}`);
  await page.getByRole("gridcell", { name: made }).dblclick();
  await page.getByRole("button", { name: /发送银行/ }).waitFor();
  await page.getByText("共 5 条").waitFor();
  await clean(page);
  await page.keyboard.press("s");
  await page.getByRole("dialog", { name: "发送银行" }).getByText("15,632.75 元").waitFor();
  await page
    .getByRole("dialog", { name: "发送银行" })
    .getByRole("button", { name: /^发\s?送$/ })
    .click();
  await page.getByText(/^已发送/).waitFor();
  await page.context().close();
});

it("the bank's receipt books it, and the voucher leads back to the line of the file", async () => {
  await head.until("done", async () => ((await view()).row.state === "done" ? true : undefined));
  const page = await openAs(browser, "clerk", `/expenditure/requests/${request}`);
  await page.getByText("已完成").first().waitFor();
  await page.getByRole("tab", { name: "支付与凭证" }).click();
  await page
    .getByRole("row", { name: /第 1 轮/ })
    .getByRole("link")
    .last()
    .click();
  await page.getByRole("region", { name: "记账凭证" }).getByText("15,632.75").first().waitFor();
  await page.getByRole("link", { name: file }).waitFor();
  await clean(page);
  await page.getByRole("link", { name: `用款申请 ${request}` }).click();
  await page.getByRole("gridcell", { name: "测试人7003" }).dblclick();
  // The heading is line 1, so the third person stands in line 4.
  await page.getByRole("dialog").getByText(`${file} 第 4 行`).waitFor();
  await clean(page);
  await page.context().close();
});
