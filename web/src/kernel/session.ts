import { command, get, lock, newIntent, problemIn, reach, readJson, refresh } from "./api";
import { isRecord, ProblemError } from "./problem";
import type { User } from "./token";
import { dropTokens, keepTokens, lastActive, readTokens, refreshStorageKey, refreshToken, session } from "./token";

/** Signing in and out. The state itself is `session` in token.ts. */

/** A page left alone this long is locked (等保三级 asks for a limit). The server ends the session at the same limit. */
export const idleLimit_ms = 30 * 60 * 1000;

/** How long before that the person is warned. */
export const idleWarning_ms = 2 * 60 * 1000;

export type Credentials = { account: string; password: string; totp?: string };

/** @throws ProblemError with code bad_credentials, totp_required or account_locked. */
export async function signIn(credentials: Credentials): Promise<User> {
  const response = await reach("/api/identity/sessions", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": newIntent().key },
    body: JSON.stringify(credentials),
  });
  if (!response.ok) throw new ProblemError(await problemIn(response));
  const body = await readJson(response);
  const tokens = readTokens(body);
  const user = isRecord(body) ? readUser(body.user) : undefined;
  if (!tokens || !user) throw new Error("sign-in answered without tokens or user");
  keepTokens(tokens);
  session.set({ state: "in", user });
  return user;
}

/** At start: picks up the session that this browser still holds, unless it was left alone too long. */
export async function resume(now: number): Promise<void> {
  if (refreshToken() === undefined) return session.set({ state: "out" });
  if (now - lastActive() > idleLimit_ms) {
    dropTokens();
    return session.set({ state: "out" });
  }
  try {
    await refresh();
    await reloadUser();
  } catch {
    // Without a server there is nothing to resume; the sign-in page shows the offline banner.
    if (session.get().state === "starting") session.set({ state: "out" });
  }
}

export async function reloadUser(): Promise<void> {
  const user = readUser(await get<unknown>("/api/identity/me"));
  if (!user) throw new Error("/api/identity/me answered without a user");
  session.set({ state: "in", user });
}

export async function signOut(): Promise<void> {
  try {
    await command("/api/identity/sessions/current", undefined, { intent: newIntent(), method: "DELETE" });
  } catch {
    // Whoever asks to leave leaves, even when the server cannot be told: the tokens expire there by themselves.
  }
  dropTokens();
  session.set({ state: "out" });
}

export async function changePassword(current: string, next: string): Promise<void> {
  await command("/api/identity/me/password", { current, next }, { intent: newIntent() });
  await reloadUser();
}

/** Follows a sign-out in another tab of this browser. */
export function watchOtherTabs(): () => void {
  const follow = (event: StorageEvent) => {
    const signedOut = event.key === refreshStorageKey && event.newValue === null;
    if (signedOut && session.get().state === "in") lock();
  };
  window.addEventListener("storage", follow);
  return () => window.removeEventListener("storage", follow);
}

function readUser(body: unknown): User | undefined {
  const complete =
    isRecord(body) && typeof body.id === "string" && typeof body.name === "string" && Array.isArray(body.actions);
  return complete ? (body as User) : undefined;
}
