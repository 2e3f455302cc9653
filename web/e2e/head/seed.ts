import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipOf } from "./zip";

/** Puts business into a fresh head the way people and agencies do: over HTTP and through the inbox. */

export const password = "Demo@2026shebao";

/** The running month in China, as periods are written. */
export const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7).replace("-", "");

const division = "630100";
const patience_ms = 60_000;

type Json = Record<string, unknown>;
type Batch = { id: string; fileName: string; state: string; request?: string };

export class Head {
  readonly #tokens = new Map<string, string>();

  constructor(
    readonly address: string,
    readonly data: string,
  ) {}

  /** One call as one demo account; refusals throw with the server's words. */
  async call<T = Json>(account: string, method: string, path: string, body?: unknown, type?: string): Promise<T> {
    const response = await fetch(this.address + path, {
      method,
      headers: {
        Authorization: `Bearer ${await this.#token(account)}`,
        "Content-Type": type ?? "application/json",
        "Idempotency-Key": randomUUID(),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} as ${account}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  async #token(account: string): Promise<string> {
    const known = this.#tokens.get(account);
    if (known !== undefined) return known;
    const response = await fetch(`${this.address}/api/identity/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ account, password }),
    });
    const { accessToken } = (await response.json()) as { accessToken: string };
    this.#tokens.set(account, accessToken);
    return accessToken;
  }

  /** Whole files only appear in the inbox: written beside it, then moved. */
  drop(agency: string, name: string, bytes: Buffer): void {
    const inbox = join(this.data, "blobs", "inbox", agency);
    mkdirSync(inbox, { recursive: true });
    const beside = join(this.data, `${randomUUID()}.tmp`);
    writeFileSync(beside, bytes);
    renameSync(beside, join(inbox, name));
  }

  async until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + patience_ms;
    for (;;) {
      const found = await ask();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`${what} did not happen in ${patience_ms} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  finishedBatch(fileName: string): Promise<Batch> {
    return this.until(fileName, async () => {
      const page = await this.call<{ items: Batch[] }>("clerk", "GET", "/api/intake/batches");
      return page.items.find((one) => one.fileName === fileName && one.state !== "checking");
    });
  }
}

const heading = "单位编号|公民身份号码|姓名|待遇项目|待遇月份|金额|开户行|行号|银行账号|死亡或待遇终止日期";

/** A synthetic person's number, valid by GB 11643. */
export function personId(number: number): string {
  const born = new Date(Date.UTC(1950, 0, 1 + (number % 10_000))).toISOString().slice(0, 10).replaceAll("-", "");
  const body = `630102${born}${String(Math.floor(number / 10_000) % 1000).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const total = weights.reduce((sum, weight, at) => sum + weight * Number(body[at]), 0);
  return body + "10X98765432"[total % 11];
}

export function pensionRow(number: number, yuan: string, month = "202610"): string {
  const account = `8210${String(number).padStart(12, "0")}`;
  const person = `E${String(number % 50).padStart(3, "0")}|${personId(number)}|测试人${number}`;
  return `${person}|basic-pension|${month}|${yuan}|青海农商银行|402851000019|${account}|`;
}

type Pension = { batch: string; rows: readonly string[]; agency?: string; digest?: string; period?: string };

/** A batch of pensions as Xining's agency packs it; a wrong digest makes the whole file be refused. */
export function pensionZip({ batch, rows, agency = "630100SB", digest, period = "202610" }: Pension): Buffer {
  const table = Buffer.from([heading, ...rows].map((row) => `${row}\r\n`).join(""), "utf8");
  const cents = rows.map((row) => Math.round(Number(row.split("|")[5]) * 100)).filter((cent) => !Number.isNaN(cent));
  const file = {
    name: "个人支出明细.txt",
    role: "payees",
    encoding: "UTF-8",
    delimiter: "|",
    rows: rows.length,
    totalFen: cents.reduce((sum, cent) => sum + cent, 0),
    sm3: digest ?? createHash("sm3").update(table).digest("hex"),
  };
  const fund = "enterprise-pension";
  const manifest = { sender: agency, batch, kind: "periodic-benefit", fund, division, period, files: [file] };
  return zipOf([
    { name: "manifest.json", bytes: Buffer.from(JSON.stringify(manifest)) },
    { name: "个人支出明细.txt", bytes: table },
  ]);
}

export const budgetCsv = [
  "区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式",
  "630100,企业职工基本养老保险,2026,basic-pension,基本养老金,5000000.00,是,刚性",
  "630100,企业职工基本养老保险,2026,disability,病残津贴,300000.00,是,刚性",
  "630100,企业职工基本养老保险,2026,remit-up,上解上级支出,800000.00,是,刚性",
  "630102,企业职工基本养老保险,2026,basic-pension,基本养老金,1200000.50,是,提醒",
  "",
].join("\r\n");

const pensionAccount = {
  division,
  fund: "enterprise-pension",
  kind: "special",
  agency: "",
  number: "6301000011000001",
  name: "西宁市财政局社会保障基金财政专户",
  bank: "hehuang",
  bankCode: "402851000019",
  bankName: "河湟银行西宁分行",
};

/** Accounts, treasury by interface, and the year's budget; needed before anything can be paid. */
export async function prepare(head: Head): Promise<void> {
  await head.call("sysadmin", "POST", "/api/payments/accounts", { division, accounts: [pensionAccount] });
  await head.call("sysadmin", "POST", `/api/expenditure/settings/${division}`, { treasury: "interface" });
  await head.call("clerk", "POST", "/api/budget/imports", budgetCsv, "text/csv");
}

type RequestView = { row: { state: string; awaits: string }; batches: string[] };

/** Takes a request from review to a posted voucher: two reviewers, the cashier, the treasury's answer (by interface). */
export async function payThrough(head: Head, request: string): Promise<void> {
  const path = `/api/expenditure/requests/${encodeURIComponent(request)}`;
  const view = () => head.call<RequestView>("reviewer", "GET", path);
  const awaiting = (action: string) =>
    head.until(`${request} awaiting ${action}`, async () => {
      const now = await view();
      return now.row.awaits.startsWith(action) ? now : undefined;
    });
  for (const [account, action] of [
    ["clerk", "request.review.clerk"],
    ["reviewer", "request.review.reviewer"],
  ] as const) {
    await awaiting(action);
    await head.call(account, "POST", `${path}/approve`, { opinion: "情况属实，同意。" });
  }
  const batch = await head.until(`a batch of ${request}`, async () => (await view()).batches[0]);
  const batchPath = `/api/payments/batches/${encodeURIComponent(batch)}`;
  const paid = { paidOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), reference: `GK${batch}` };
  await head.until(`the answer for ${batch}`, () =>
    head.call("cashier", "POST", `${batchPath}/treasury-result`, paid).catch((error: Error) => {
      if (/wrong_state|file/.test(error.message)) return undefined;
      throw error;
    }),
  );
  await head.until(`${request} done`, async () => ((await view()).row.state === "done" ? true : undefined));
}
