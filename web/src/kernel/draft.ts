import { useCallback } from "react";
import { forget, usePreference } from "./preferences";
import { useUser } from "./user";

/**
 * What a person is typing, kept in this browser under their account until it is sent, so that it survives a reload, a
 * lost session and a closed tab.
 * @param name One a form and document, for example `request:new` or `voucher:2026-03-17`.
 * @returns The draft or undefined, how to keep a new one, and how to drop it after sending.
 */
export function useDraft<T>(name: string, read: (stored: unknown) => T | undefined) {
  const account = useUser()?.account ?? "";
  const [draft, keep] = usePreference<T | undefined>(`draft:${name}`, (stored) =>
    stored === undefined || stored === null ? undefined : read(stored),
  );
  const drop = useCallback(() => forget(account, `draft:${name}`), [account, name]);
  return [draft, keep, drop] as const;
}
