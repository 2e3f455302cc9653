import { chromium } from "playwright-core";
const base = process.argv[2] ?? "http://localhost:7210";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
async function as(account, scheme = "light") {
  const c = await b.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN", colorScheme: scheme });
  const p = await c.newPage();
  p.on("console", (m) => { if (m.type() === "error") console.log(account, "console:", m.text().slice(0, 200)); });
  p.on("pageerror", (e) => console.log(account, "pageerror:", e.message.slice(0, 200)));
  await p.goto(base + "/");
  await p.getByLabel("账号").fill(account);
  await p.getByLabel("密码", { exact: true }).fill("Demo@2026shebao");
  await p.getByRole("button", { name: "登录", exact: true }).click();
  await p.getByRole("navigation", { name: "主菜单" }).waitFor();
  return p;
}
const shot = async (p, path, name, wait = 1200) => {
  if (path) await p.goto(base + path);
  await p.waitForLoadState("networkidle").catch(() => {});
  await p.waitForTimeout(wait);
  await p.screenshot({ path: `/tmp/shots/${name}.png` });
  console.log(name);
};
const only = process.argv[3]?.split(",");
const want = (n) => !only || only.includes(n);
const clerk = await as("clerk");
for (const [n, path] of [["workbench", "/"], ["requests", "/expenditure/requests"], ["batches", "/payments/batches"], ["intake", "/exchange/batches"], ["vouchers", "/accounting/vouchers"], ["balances", "/accounting/balances"], ["budget", "/budget/lines"], ["slips", "/income/slips"], ["plans", "/income/plans"], ["consistency", "/income/consistency"], ["lake", "/lake/runs"], ["jobs", "/system/jobs"], ["me", "/me"]]) if (want(n)) await shot(clerk, path, n);
if (want("request")) {
  await clerk.goto(base + "/expenditure/requests?mine=todo");
  await clerk.getByRole("grid").getByRole("row").nth(1).waitFor();
  await clerk.getByRole("grid").getByRole("link").first().click();
  await shot(clerk, null, "request");
  await clerk.mouse.wheel(0, 900); await shot(clerk, null, "request2", 500);
}
if (want("voucher")) {
  await clerk.goto(base + "/accounting/vouchers");
  await clerk.getByRole("grid").getByRole("link").first().click();
  await shot(clerk, null, "voucher");
}
if (want("search")) {
  await clerk.goto(base + "/"); await clerk.keyboard.press("Control+k");
  await clerk.keyboard.type("养老"); await shot(clerk, null, "search", 1500);
}
if (want("intake1")) {
  await clerk.goto(base + "/exchange/batches");
  await clerk.getByRole("grid").getByRole("row").filter({ hasText: "含错误行" }).getByRole("link").first().click();
  await shot(clerk, null, "intake1");
}
if (want("users")) { const s = await as("sysadmin"); await shot(s, "/system/users", "users"); await shot(s, "/system/roles", "roles"); await shot(s, "/", "sysadmin"); }
if (want("audit")) { const s = await as("auditadmin"); await shot(s, "/oversight/audit", "audit"); }
if (want("agency")) { const s = await as("agency"); await shot(s, "/", "agency"); await shot(s, "/expenditure/requests/new", "newrequest"); }
if (want("cashier")) { const s = await as("cashier"); await shot(s, "/", "cashier"); await shot(s, "/payments/batches?mine=todo", "cashierbatches");
  await s.getByRole("grid").getByRole("link").first().click(); await shot(s, null, "batch"); }
if (want("leader")) { const s = await as("leader", "dark"); await shot(s, "/", "leader-dark"); await shot(s, "/accounting/balances", "balances-dark"); }
await b.close();
