import { afterEach, describe, expect, it, vi } from "vitest";
import { command, fileName, get, newIntent, withQuery } from "./api";
import { network } from "./network";
import { ProblemError } from "./problem";
import { accessToken, keepTokens, refreshToken, session } from "./token";

type Call = { path: string; init: RequestInit };

/** Answers each request with the next of the given responses, and keeps what was asked. */
function server(...answers: (Response | Error)[]): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    calls.push({ path, init });
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`unexpected request ${path}`);
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return calls;
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

function header(call: Call | undefined, name: string): string | null {
  return new Headers(call?.init.headers).get(name);
}

const tokens = { accessToken: "old", refreshToken: "r1", expiresInSeconds: 600 };
const renewed = { accessToken: "new", refreshToken: "r2", expiresInSeconds: 600 };
const user = {
  id: "1",
  account: "zhangm",
  name: "张敏",
  division: { code: "630000", name: "青海省" },
  roles: [],
  actions: [],
  funds: [],
  mustChangePassword: false,
  totpEnrolled: false,
};

afterEach(() => {
  vi.unstubAllGlobals();
  accessToken.set(undefined);
  session.set({ state: "starting" });
  network.set("online");
});

describe("the token", () => {
  it("is refreshed once on 401 and the request sent again with the new one", async () => {
    keepTokens(tokens);
    const calls = server(json(401, {}), json(200, renewed), json(200, { value: 7 }));
    expect(await get("/api/thing")).toEqual({ value: 7 });
    expect(calls.map((call) => call.path)).toEqual(["/api/thing", "/api/identity/sessions/refresh", "/api/thing"]);
    expect(header(calls[0], "Authorization")).toBe("Bearer old");
    expect(calls[1]?.init.body).toBe('{"refreshToken":"r1"}');
    expect(header(calls[2], "Authorization")).toBe("Bearer new");
    expect(header(calls[2], "X-Authorization")).toBe("Bearer new");
    expect(refreshToken()).toBe("r2");
  });

  it("is refreshed once for two requests that meet the 401 together", async () => {
    keepTokens(tokens);
    const calls = server(json(401, {}), json(401, {}), json(200, renewed), json(200, 1), json(200, 2));
    expect(await Promise.all([get("/api/a"), get("/api/b")])).toEqual([1, 2]);
    expect(calls.filter((call) => call.path.endsWith("/refresh"))).toHaveLength(1);
  });

  it("that cannot be refreshed locks the page and keeps who was working", async () => {
    keepTokens(tokens);
    session.set({ state: "in", user });
    server(json(401, {}), json(401, { code: "session_ended", title: "会话已结束", detail: "请重新登录。" }));
    await expect(get("/api/thing")).rejects.toMatchObject({ problem: { code: "session_ended" } });
    expect(session.get()).toEqual({ state: "locked", user });
    expect(refreshToken()).toBeUndefined();
  });

  it("survives a server that is in trouble during the refresh", async () => {
    keepTokens(tokens);
    session.set({ state: "in", user });
    server(json(401, {}), json(503, {}));
    await expect(get("/api/thing")).rejects.toMatchObject({ problem: { status: 503 } });
    expect(session.get().state).toBe("in");
    expect(refreshToken()).toBe("r1");
  });
});

describe("refusals", () => {
  it("carry code, detail, place and request number", async () => {
    const body = { code: "line_exceeded", title: "超出预算", detail: "可用 3.00", place: "amount", requestId: "req-9" };
    server(json(422, body));
    const error = await get("/api/thing").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ problem: { status: 422, ...body } });
  });

  it("carry every reason in words, or every fault at its place", async () => {
    const fault = { line: 2, field: "debit", message: "没有金额" };
    server(json(422, { faults: ["没有行次[77]。", "报表须有1至12列。"] }), json(422, { faults: [fault] }));
    const first = await get("/api/thing").catch((thrown: unknown) => thrown);
    expect(first).toMatchObject({ problem: { reasons: ["没有行次[77]。", "报表须有1至12列。"] } });
    const second = await get("/api/thing").catch((thrown: unknown) => thrown);
    expect(second).toMatchObject({ problem: { faults: [fault] } });
  });

  it("of a proxy without problem details still say what to do", async () => {
    server(new Response("<html>bad gateway</html>", { status: 502, headers: { "X-Request-Id": "edge-1" } }));
    await expect(get("/api/thing")).rejects.toMatchObject({
      problem: { code: "http_502", title: "服务器出错", requestId: "edge-1" },
    });
  });

  it("of the network show the banner, and any answer hides it", async () => {
    server(new TypeError("Failed to fetch"), json(500, {}));
    await expect(get("/api/thing")).rejects.toMatchObject({ problem: { code: "offline" } });
    expect(network.get()).toBe("offline");
    await expect(get("/api/thing")).rejects.toMatchObject({ problem: { status: 500 } });
    expect(network.get()).toBe("online");
  });
});

describe("commands", () => {
  it("send the intent's key and the version, and tell version and repetition back", async () => {
    const calls = server(json(200, { id: 1 }, { ETag: '"v2"', "Idempotency-Hit": "true" }));
    const answer = await command("/api/thing", { a: 1 }, { intent: { key: "k1" }, ifMatch: '"v1"', method: "PUT" });
    expect(answer).toEqual({ kind: "done", value: { id: 1 }, etag: '"v2"', repeated: true });
    expect(calls[0]?.init.method).toBe("PUT");
    expect(header(calls[0], "Idempotency-Key")).toBe("k1");
    expect(header(calls[0], "If-Match")).toBe('"v1"');
    expect(calls[0]?.init.body).toBe('{"a":1}');
  });

  it("may answer with a job", async () => {
    server(json(202, { jobId: "j-1" }));
    expect(await command("/api/run", {}, { intent: newIntent() })).toEqual({ kind: "job", jobId: "j-1" });
  });

  it("get a new key for each intent", () => {
    expect(newIntent().key).toMatch(/^[0-9a-f]{32}$/);
    expect(newIntent().key).not.toBe(newIntent().key);
  });
});

it("takes the Chinese file name from Content-Disposition", () => {
  expect(fileName(`attachment; filename="x.csv"; filename*=UTF-8''%E5%87%AD%E8%AF%81.csv`)).toBe("凭证.csv");
  expect(fileName('attachment; filename="a.csv"')).toBe("a.csv");
  expect(fileName(null)).toBe("下载文件");
});

it("leaves out empty query values", () => {
  expect(withQuery("/api/x", { q: "养老", fund: "", page: undefined, take: 200 })).toBe(
    "/api/x?q=%E5%85%BB%E8%80%81&take=200",
  );
});
