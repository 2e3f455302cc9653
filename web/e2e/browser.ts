import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page, Route } from "playwright-core";
import { chromium } from "playwright-core";
import { origin } from "./serve";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

export const clerk = {
  id: "u-17",
  account: "zhangm",
  name: "张敏",
  division: { code: "630000", name: "青海省" },
  roles: [{ code: "finance.clerk", name: "社保处经办" }],
  actions: ["request.view", "request.review.clerk"],
  funds: ["resident-pension", "enterprise-pension"],
  mustChangePassword: false,
  totpEnrolled: true,
};

type Identity = { user?: typeof clerk; totp?: boolean };

/** The identity part of the server as its contract says, for one browser page; other addresses answer 404. */
export async function serveIdentity(page: Page, { user = clerk, totp = false }: Identity = {}): Promise<void> {
  let current = user;
  const tokens = { accessToken: "a1", refreshToken: "r1", expiresInSeconds: 600 };
  const refuse = (route: Route, status: number, code: string, title: string, detail: string) =>
    route.fulfill({ status, json: { code, title, detail, status, requestId: "e2e-1" } });
  await page.route(/^[^?]*\/(api|health)\//, (route) => {
    const request = route.request();
    const path = new URL(request.url()).pathname;
    if (path === "/api/identity/sessions" && request.method() === "GET") {
      return route.fulfill({ json: { items: [], total: 0 } });
    }
    if (path === "/api/identity/sessions") {
      const body = request.postDataJSON() as { password: string; totp?: string };
      if (body.password !== "Right-123456") {
        return refuse(route, 401, "bad_credentials", "登录失败", "账号或密码不正确，还可以再试 4 次。");
      }
      if (totp && body.totp !== "123456")
        return refuse(route, 401, "totp_required", "需要动态口令", "请输入动态口令。");
      return route.fulfill({ json: { ...tokens, user: current } });
    }
    if (path === "/api/identity/sessions/refresh") return route.fulfill({ json: tokens });
    if (path === "/api/identity/me/password") {
      current = { ...current, mustChangePassword: false };
      return route.fulfill({ json: {} });
    }
    if (path === "/api/identity/me") return route.fulfill({ json: current });
    if (path === "/api/identity/sessions/current") return route.fulfill({ status: 204 });
    if (path === "/api/search") {
      const items = [{ kind: "凭证", title: "记-2026-03-0017", detail: "支付 3 月基础养老金", path: "/me" }];
      return route.fulfill({ json: { items } });
    }
    return refuse(route, 404, "not_found", "没有找到", "没有这个地址。");
  });
}

export async function open(browser: Browser, path: string, identity?: Identity): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  const page = await context.newPage();
  await serveIdentity(page, identity);
  await page.goto(origin + path);
  return page;
}

export async function signIn(page: Page, password = "Right-123456"): Promise<void> {
  await page.getByLabel("账号").fill("zhangm");
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type AxeFinding = {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; any: { message: string }[] }[];
};

/** What axe-core finds serious or critical on the page as it is now, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = (await page.evaluate("axe.run().then((found) => found.violations)")) as AxeFinding[];
  return violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${one.help} — ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ""}`),
    );
}

export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/shots/${name}.png` });
}
