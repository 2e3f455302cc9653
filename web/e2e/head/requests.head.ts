import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, shot } from "../browser";
import { clean, openAs } from "./people";
import { Head, month, personId } from "./seed";
import { headAddress, headData } from "./serve";

/** A request typed in the browser, returned with marks, corrected; and many approved at once. */

const request = `630100-21-${month}-630100SB-TYPED1`;

let browser: Browser;
let head: Head;

beforeAll(async () => {
  head = new Head(headAddress, headData);
  browser = await launch();
  await head.call("sysadmin", "POST", "/api/expenditure/settings/630100", { treasury: "inSystem" });
  const budget = [
    "区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式",
    `630100,失业保险,${month.slice(0, 4)},benefit,失业保险金,500000.00,是,刚性`,
    "",
  ];
  await head.call("clerk", "POST", "/api/budget/imports", budget.join("\r\n"), "text/csv");
});
afterAll(() => browser.close());

/** A request that the clerk rejected: nothing waits for anybody. */
async function rejected(batch: string): Promise<string> {
  const line = {
    name: "填报人7103",
    idNumber: personId(7103),
    account: "8210000000007103",
    bankCode: "402851000019",
    bankName: "青海农商银行",
    item: "benefit",
    amount: 160_000,
    evidence: { month },
  };
  await head.call("agency", "POST", "/api/expenditure/requests", {
    division: "630100",
    fund: "unemployment",
    period: month,
    agency: "630100SB",
    batch,
    kind: "periodic-benefit",
    mode: "actual",
    purpose: "失业保险金",
    lines: [line],
  });
  const id = `630100-21-${month}-630100SB-${batch}`;
  await awaits(id, "request.review.clerk");
  await head.call("clerk", "POST", `/api/expenditure/requests/${id}/reject`, { reason: "重复申请" });
  return id;
}

type View = { row: { awaits: string }; request: { book: { total: number } } };

function awaits(id: string, action: string): Promise<View> {
  return head.until(`${id} awaiting ${action}`, async () => {
    const view = await head.call<View>("clerk", "GET", `/api/expenditure/requests/${id}`);
    return view.row.awaits.startsWith(action) ? view : undefined;
  });
}

/** The row as it stands in a spreadsheet, in the order of the form. */
function sheetRow(number: number, yuan: string): string {
  const account = `8210${String(number).padStart(12, "0")}`;
  const cells = [
    "",
    personId(number),
    `填报人${number}`,
    "失业保险金",
    month,
    yuan,
    "青海农商银行",
    "402851000019",
    account,
  ];
  return cells.join("\t");
}

async function paste(page: Page, rows: readonly string[]): Promise<void> {
  await page.evaluate((text) => navigator.clipboard.writeText(text), rows.join("\r\n"));
  await page.locator(".dsg-row").nth(1).locator(".dsg-cell").nth(1).click();
  await page.keyboard.press("Control+v");
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByTitle(option, { exact: true }).last().click();
}

it("an agency types a request: pasted from Excel, wrong cells named, the draft survives, the total is live", async () => {
  const page = await openAs(browser, "agency", "/expenditure/requests/new");
  await choose(page, "支出类型", "定期待遇支出");
  await choose(page, "险种", "失业");
  await page.getByLabel("批次号（字母或数字）").fill("TYPED1");
  await page.getByLabel("用途").fill("失业保险金");
  const wrong = sheetRow(7102, "1,600.05").replace(personId(7102), "630102199001010000");
  await paste(page, [sheetRow(7101, "1600"), wrong]);
  await page.getByText("1 行有问题，见“问题”栏").waitFor();
  await page.getByText("公民身份号码：校验不通过").waitFor();
  await shot(page, "new-request");
  await clean(page);
  await page.reload();
  await page.getByText("共 2 行，合计 3,200.05").waitFor();
  await paste(page, [sheetRow(7101, "1600"), sheetRow(7102, "1,600.05")]);
  await page.getByText("没有发现问题").waitFor();
  await page.getByRole("button", { name: /^报\s?送/ }).click();
  await page.getByRole("list", { name: "办理进度" }).waitFor();
  expect((await awaits(request, "request.review.clerk")).request.book.total).toBe(320_005);
  await page.context().close();
});

it("the clerk returns it with a mark on a line, the agency hands in other lines, the change is shown", async () => {
  const clerk = await openAs(browser, "clerk", `/expenditure/requests/${request}`);
  await clerk.getByRole("button", { name: /退回/ }).waitFor();
  await clerk.keyboard.press("r");
  await clerk.getByRole("textbox", { name: "退回理由" }).fill("第二行金额有误，请核对");
  await clerk.getByRole("button", { name: "标注一行" }).click();
  await clerk.getByRole("spinbutton", { name: "标注1的行号" }).fill("2");
  await clerk.getByRole("textbox", { name: "标注1的说明" }).fill("应为 1,500.05");
  await clean(clerk);
  await clerk.keyboard.press("Control+Enter");
  await clerk.getByText(/^已退回。/).waitFor();
  await clerk.context().close();

  const agency = await openAs(browser, "agency", `/expenditure/requests/${request}`);
  await agency
    .getByText(/第二行金额有误，请核对/)
    .first()
    .waitFor();
  await agency.getByRole("button", { name: "修改后重新报送" }).click();
  await agency.getByLabel("更正说明").fill("已更正第二行");
  await paste(agency, [sheetRow(7101, "1600"), sheetRow(7102, "1,500.05")]);
  await agency.getByText("共 2 行，合计 3,100.05").waitFor();
  await agency.keyboard.press("Control+Enter");
  await agency.getByRole("list", { name: "办理进度" }).waitFor();
  await awaits(request, "request.review.clerk");
  await agency.context().close();

  const again = await openAs(browser, "clerk", `/expenditure/requests/${request}`);
  await again.getByRole("tab", { name: "退回后的变更" }).click();
  await again.getByText("新增 0，修改 1，删除 0").waitFor();
  await again.getByRole("gridcell", { name: "1,500.05" }).waitFor();
  await shot(again, "changes");
  await clean(again);
  await again.context().close();
});

it("many are approved at once, and what is refused says why row by row", async () => {
  // The one that waits for the clerk, and one that does not any more.
  const ended = await rejected("TYPED2");
  const page = await openAs(browser, "clerk", "/expenditure/requests?fund=unemployment");
  await page.getByRole("textbox", { name: "编号、机构、类型或用途" }).fill("630100-21");
  const grid = page.getByRole("grid", { name: "用款申请" });
  await grid.getByRole("row").filter({ hasText: request }).getByRole("checkbox").click();
  await grid.getByRole("row").filter({ hasText: ended }).getByRole("checkbox").click();
  await page.getByRole("button", { name: "同意所选" }).click();
  await page
    .getByRole("dialog", { name: "批量同意" })
    .getByText(/所选 2 件申请/)
    .waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText("1 条完成，1 条未完成（仍保留选择）").waitFor();
  await shot(page, "bulk");
  await clean(page);
  await awaits(request, "request.review.reviewer");
  await page.context().close();
});
