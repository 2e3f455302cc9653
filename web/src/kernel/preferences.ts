import { useCallback, useMemo, useSyncExternalStore } from "react";
import { useUser } from "./user";

/** What a person chose, kept in this browser under their account: units, theme, columns, drafts. */

const prefix = "socialfund";
const listeners = new Set<() => void>();

function announce(): void {
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function storageKey(account: string, name: string): string {
  return `${prefix}:${account}:${name}`;
}

/**
 * One remembered value.
 * @param read Turns what was stored (parsed JSON; undefined when nothing was) into a value; must be pure.
 */
export function usePreference<T>(name: string, read: (stored: unknown) => T): readonly [T, (value: T) => void] {
  const account = useUser()?.account ?? "";
  const key = storageKey(account, name);
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  const set = useCallback(
    (value: T) => {
      localStorage.setItem(key, JSON.stringify(value));
      announce();
    },
    [key],
  );
  const value = useMemo(() => read(parse(text)), [read, text]);
  return [value, set];
}

function parse(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Removes a remembered value. */
export function forget(account: string, name: string): void {
  localStorage.removeItem(storageKey(account, name));
  announce();
}
