import { isRecord } from "./problem";
import { createStore } from "./store";

/** Who is signed in, as the server says it. Actions hide what the person may not do; the server checks again. */
export type User = {
  id: string;
  account: string;
  name: string;
  division: { code: string; name: string };
  /** The agency (经办机构) that the person works for; absent in the finance and treasury offices. */
  agency?: string;
  agencyName?: string;
  roles: readonly { code: string; name: string }[];
  actions: readonly string[];
  funds: readonly string[];
  mustChangePassword: boolean;
  totpEnrolled: boolean;
};

export type Tokens = { accessToken: string; refreshToken: string; expiresInSeconds: number };

/** The access token lives in memory only. */
export const accessToken = createStore<string | undefined>(undefined);

/** "locked": the session ended while someone worked; the page stays behind the sign-in form with its drafts. */
export type Session =
  | { state: "starting" }
  | { state: "out" }
  | { state: "in"; user: User }
  | { state: "locked"; user: User };

export const session = createStore<Session>({ state: "starting" });

// The refresh token is shared by the tabs of one browser, so that a shared address opens in a new tab without another
// sign-in. It is single-use and dies on the server after the idle limit.
const refreshKey = "socialfund.refresh";
const activeKey = "socialfund.active";

export function keepTokens(tokens: Tokens): void {
  accessToken.set(tokens.accessToken);
  localStorage.setItem(refreshKey, tokens.refreshToken);
}

export function dropTokens(): void {
  accessToken.set(undefined);
  localStorage.removeItem(refreshKey);
}

export function refreshToken(): string | undefined {
  return localStorage.getItem(refreshKey) ?? undefined;
}

/** The last time anyone used any tab, in ms since 1970. */
export function lastActive(): number {
  return Number(localStorage.getItem(activeKey) ?? 0);
}

export function markActive(now: number): void {
  localStorage.setItem(activeKey, String(now));
}

export const refreshStorageKey = refreshKey;

/** The tokens in a sign-in or refresh answer; undefined when they are not there. */
export function readTokens(body: unknown): Tokens | undefined {
  if (!isRecord(body)) return undefined;
  const { accessToken: access, refreshToken: refresh, expiresInSeconds: seconds } = body;
  const complete = typeof access === "string" && typeof refresh === "string" && typeof seconds === "number";
  return complete ? { accessToken: access, refreshToken: refresh, expiresInSeconds: seconds } : undefined;
}
