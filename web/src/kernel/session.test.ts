import { afterEach, describe, expect, it, vi } from "vitest";
import { idleLimit_ms, resume, signIn, signOut, watchOtherTabs } from "./session";
import { accessToken, keepTokens, markActive, refreshStorageKey, refreshToken, session } from "./token";

const tokens = { accessToken: "a", refreshToken: "r", expiresInSeconds: 600 };
const user = {
  id: "1",
  account: "zhangm",
  name: "张敏",
  division: { code: "630000", name: "青海省" },
  roles: [],
  actions: ["request.view"],
  funds: [],
  mustChangePassword: false,
  totpEnrolled: false,
};
const now = Date.UTC(2026, 2, 10);

function answer(byPath: Record<string, Response | Error>): void {
  vi.stubGlobal("fetch", async (path: string) => {
    const found = byPath[path];
    if (found === undefined || found instanceof Error) throw found ?? new Error(path);
    return found.clone();
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  accessToken.set(undefined);
  session.set({ state: "starting" });
});

describe("signing in", () => {
  it("keeps the tokens and the person", async () => {
    answer({ "/api/identity/sessions": new Response(JSON.stringify({ ...tokens, user })) });
    await signIn({ account: "zhangm", password: "p" });
    expect(session.get()).toEqual({ state: "in", user });
    expect(accessToken.get()).toBe("a");
    expect(refreshToken()).toBe("r");
  });

  it("that asks for a code changes nothing", async () => {
    answer({ "/api/identity/sessions": new Response('{"code":"totp_required"}', { status: 401 }) });
    await expect(signIn({ account: "zhangm", password: "p" })).rejects.toMatchObject({
      problem: { code: "totp_required" },
    });
    expect(session.get().state).toBe("starting");
  });
});

describe("starting", () => {
  const good = {
    "/api/identity/sessions/refresh": new Response(JSON.stringify({ ...tokens, refreshToken: "r2" })),
    "/api/identity/me": new Response(JSON.stringify(user)),
  };

  it("picks up the session of this browser", async () => {
    keepTokens(tokens);
    markActive(now - idleLimit_ms);
    answer(good);
    await resume(now);
    expect(session.get()).toEqual({ state: "in", user });
    expect(refreshToken()).toBe("r2");
  });

  it("does not pick up one that was left alone too long", async () => {
    keepTokens(tokens);
    markActive(now - idleLimit_ms - 1);
    answer(good);
    await resume(now);
    expect(session.get()).toEqual({ state: "out" });
    expect(refreshToken()).toBeUndefined();
  });

  it("without a server shows the sign-in page and keeps the session for later", async () => {
    keepTokens(tokens);
    markActive(now);
    answer({ "/api/identity/sessions/refresh": new TypeError("Failed to fetch") });
    await resume(now);
    expect(session.get()).toEqual({ state: "out" });
    expect(refreshToken()).toBe("r");
  });
});

it("signing out works even when the server cannot be told", async () => {
  keepTokens(tokens);
  session.set({ state: "in", user });
  answer({ "/api/identity/sessions/current": new TypeError("Failed to fetch") });
  await signOut();
  expect(session.get()).toEqual({ state: "out" });
  expect(accessToken.get()).toBeUndefined();
});

it("signing out in another tab locks this one", () => {
  session.set({ state: "in", user });
  const stop = watchOtherTabs();
  window.dispatchEvent(new StorageEvent("storage", { key: refreshStorageKey, newValue: null }));
  expect(session.get()).toEqual({ state: "locked", user });
  stop();
});
