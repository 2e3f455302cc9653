import ExcelJS from "exceljs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clerk, launch, open, seriousFindings, shot, signIn } from "./browser";

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function signedIn(path: string): Promise<Page> {
  const page = await open(browser, path);
  await signIn(page);
  await page.getByRole("navigation", { name: "主菜单" }).waitFor();
  return page;
}

describe("signing in", () => {
  it("asks for the account, refuses a wrong password in words, then asks for the code", async () => {
    const page = await open(browser, "/me", { totp: true });
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await shot(page, "sign-in");
    expect(await seriousFindings(page)).toEqual([]);

    await signIn(page, "wrong");
    await page.getByText("账号或密码不正确").waitFor();
    await signIn(page);
    await page.getByLabel("动态口令").fill("123456");
    await shot(page, "sign-in-totp");
    await page.getByRole("button", { name: "登录", exact: true }).click();
    // The address asked for is the one that opens.
    await page.getByRole("heading", { name: "我的账户" }).waitFor();
    await page.context().close();
  });

  it("lets nobody past an expired password", async () => {
    const page = await open(browser, "/", { user: { ...clerk, mustChangePassword: true } });
    await signIn(page);
    await page.getByRole("heading", { name: "请修改密码" }).waitFor();
    await page.getByLabel("当前密码").fill("Right-123456");
    await page.getByLabel("新密码", { exact: true }).fill("Better-123456");
    await page.getByLabel("再输入一次新密码").fill("Better-123456");
    await shot(page, "forced-password");
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "修改密码" }).click();
    await page.getByRole("heading", { name: "工作台" }).waitFor();
    await page.context().close();
  });
});

describe("the shell", () => {
  it("opens pages with the keyboard alone", async () => {
    const page = await signedIn("/");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "搜索" }).fill("lieb");
    await page.getByRole("option", { name: /列表示例/ }).waitFor();
    await shot(page, "palette");
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "用款申请" }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "键盘快捷键" }).getByText("搜索与命令").waitFor();
    await shot(page, "shortcuts");
    await page.context().close();
  });

  it("finds a document on the server", async () => {
    const page = await signedIn("/");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "搜索" }).fill("0017");
    await page.getByRole("option", { name: /记-2026-03-0017/ }).click();
    await page.getByRole("heading", { name: "我的账户" }).waitFor();
    await page.context().close();
  });

  it("answers an unknown address with the way back", async () => {
    const page = await signedIn("/no/such/page");
    await page.getByRole("heading", { name: "没有这个页面" }).waitFor();
    await page.context().close();
  });

  it("says when the network is gone and when it is back", async () => {
    const page = await signedIn("/dev/table");
    await page.getByText("共 5,000 条").waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event("offline")));
    await page.getByText("网络不通，正在自动重连").waitFor();
    await page.getByText("网络不通，正在自动重连").waitFor({ state: "detached", timeout: 15_000 });
    await page.context().close();
  });

  it("locks after idling, keeps what was typed, and goes on after signing in", async () => {
    const page = await signedIn("/me");
    await page.getByLabel("当前密码").fill("half-typed");
    const longAgo = (minutes: number) =>
      `localStorage.setItem("socialfund.active", String(Date.now() - ${minutes} * 60000))`;
    await page.evaluate(longAgo(28.5));
    await page.getByText("您已较长时间没有操作").waitFor();
    await shot(page, "idle-warning");
    await page.evaluate(longAgo(31));
    await page.getByRole("heading", { name: "请重新登录" }).waitFor();
    expect(await page.getByLabel("当前密码").isVisible()).toBe(false);
    await page.getByLabel("密码", { exact: true }).fill("Right-123456");
    await page.getByRole("button", { name: "登录", exact: true }).click();
    expect(await page.getByLabel("当前密码").inputValue()).toBe("half-typed");
    await page.context().close();
  });
});

describe("a list", () => {
  it("states the full count, keeps its filters in the address and across back", async () => {
    const page = await signedIn("/dev/table");
    await page.getByText("共 5,000 条").waitFor();
    await shot(page, "table-light");
    await page.getByRole("button", { name: "筛选" }).click();
    await page.getByRole("menuitem", { name: "状态" }).click();
    await page.getByRole("checkbox", { name: "已退回" }).click();
    await page.waitForURL(/state=/);
    await page.getByText(/共 \d{3} 条/).waitFor();
    const count = await page.getByText(/^共/).textContent();
    await page.reload();
    await page.getByText(String(count)).waitFor();
    await page.goBack();
    await page.getByText("共 5,000 条").waitFor();
    await page.context().close();
  });

  it("is walked, selected and opened by keyboard", async () => {
    const page = await signedIn("/dev/table");
    const grid = page.getByRole("grid", { name: "用款申请" });
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.getByText("已选 1 条").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("打开 YK202600002").waitFor();
    await page.keyboard.press("End");
    await page.getByText("已载入 400 条").waitFor();
    await page.context().close();
  });

  it("remembers columns for the next visit", async () => {
    const page = await signedIn("/dev/table");
    await page.getByRole("button", { name: "列设置" }).click();
    await page.getByRole("checkbox", { name: "可用预算" }).click();
    await page.getByRole("button", { name: "经办人前移" }).click();
    await page.reload();
    await page.getByRole("columnheader", { name: /可用预算/ }).waitFor();
    const heads = await page.getByRole("columnheader").allTextContents();
    expect(heads.indexOf("经办人")).toBeLessThan(heads.indexOf("提交时间"));
    await page.context().close();
  });

  it("saves every row as CSV that Excel reads", async () => {
    const page = await signedIn("/dev/table");
    await page.getByText("共 5,000 条").waitFor();
    const arrives = page.waitForEvent("download");
    await page.getByRole("button", { name: "导出" }).click();
    await page.getByRole("menuitem", { name: /CSV/ }).click();
    const file = await arrives;
    expect(file.suggestedFilename()).toBe("用款申请.csv");
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString("utf8");
    expect(text.startsWith("\uFEFF申请编号,")).toBe(true);
    expect(text.trimEnd().split("\r\n")).toHaveLength(5_001);
    await page.context().close();
  });

  it("saves every row as a workbook whose money is numbers", async () => {
    const page = await signedIn("/dev/table");
    await page.getByText("万元", { exact: true }).click();
    await page.getByText("共 5,000 条").waitFor();
    const arrives = page.waitForEvent("download");
    await page.getByRole("button", { name: "导出" }).click();
    await page.getByRole("menuitem", { name: /xlsx/ }).click();
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await (await arrives).path());
    const sheet = book.getWorksheet("用款申请");
    expect(sheet?.rowCount).toBe(5_001);
    const heads = (sheet?.getRow(1).values ?? []) as string[];
    const second = sheet?.getRow(3);
    expect(second?.getCell(heads.indexOf("申请金额（元）")).value).toBe(41_176_880.85);
    expect(second?.getCell(heads.indexOf("申请金额（万元）")).value).toBeCloseTo(4_117.69, 1);
    await page.context().close();
  });

  it("of 128,406 payees shows its end without loading the middle", async () => {
    const page = await signedIn("/dev/gallery");
    await page.getByText("共 128,406 条").waitFor();
    await page.getByRole("grid", { name: "收款人" }).focus();
    await page.keyboard.press("End");
    await page.getByRole("gridcell", { name: "128,406" }).waitFor();
    await page.context().close();
  });
});

describe("looks", () => {
  it.each(["light", "dark"])("everything is readable in %s (axe: nothing serious)", async (mode) => {
    const page = await signedIn("/dev/gallery");
    if (mode === "dark") await page.getByRole("button", { name: "深色" }).click();
    await page.getByText("共 128,406 条").waitFor();
    await page.locator("canvas").waitFor();
    const height = await page.evaluate(() => document.querySelector("#content")?.scrollHeight ?? 900);
    await page.setViewportSize({ width: 1440, height: height + 80 });
    await page.locator("canvas").waitFor();
    await shot(page, `gallery-${mode}`);
    expect(await seriousFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(new URL("/dev/table", page.url()).href);
    await page.getByText("共 5,000 条").waitFor();
    await page.getByRole("checkbox", { name: "选择本行" }).nth(1).click();
    await shot(page, `list-${mode}`);
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });

  it("the large type cuts nothing off", async () => {
    const page = await signedIn("/dev/table");
    await page.getByRole("button", { name: "关怀版" }).click();
    await page.getByText("共 5,000 条").waitFor();
    await shot(page, "list-large");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.context().close();
  });

  it("zoom of 200 % loses nothing sideways", async () => {
    const page = await signedIn("/dev/table");
    await page.setViewportSize({ width: 720, height: 450 });
    await page.getByText("共 5,000 条").waitFor();
    await page.getByRole("navigation", { name: "主菜单" }).getByRole("menuitem", { name: "我的账户" }).waitFor();
    await shot(page, "list-zoomed");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.context().close();
  });

  it("paper shows the rows that the screen had to scroll to, and no menu", async () => {
    const page = await signedIn("/dev/table");
    await page.getByText("共 5,000 条").waitFor();
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await page.getByText("YK202600150").isVisible()).toBe(true);
    expect(await page.getByRole("navigation", { name: "主菜单" }).isVisible()).toBe(false);
    await page.context().close();
  });

  it("money follows the unit and still adds up", async () => {
    const page = await signedIn("/dev/gallery");
    await page.getByText("亿元", { exact: true }).click();
    const grid = page.getByRole("grid", { name: "用款申请" });
    await grid.getByRole("columnheader", { name: "申请金额（亿元）" }).waitFor();
    const figures = await grid.locator("data").allTextContents();
    const steps = figures.map((figure) => Math.round(Number(figure.replaceAll(",", "")) * 100));
    const total = steps.pop();
    expect(steps.reduce((sofar, one) => sofar + one, 0)).toBe(total);
    await grid.locator("data").first().click();
    await page.getByRole("status").getByText(/元$/).first().waitFor();
    await page.context().close();
  });
});
