import { useEffect, useRef } from "react";
import { createStore, useStore } from "../kernel/store";

/** Keys that work now: "mod+k" (Ctrl, on a Mac ⌘), "alt+n", "?". Shown in the sheet under "?". */
export type Shortcut = { keys: string; label: string };

const active = createStore<readonly Shortcut[]>([]);

export function useShortcuts(): readonly Shortcut[] {
  return useStore(active);
}

/** Runs the action on the key while the component is there. Plain keys are left alone while someone types. */
export function useShortcut(keys: string, label: string, action: () => void): void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    const entry = { keys, label };
    active.set([...active.get(), entry]);
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !matches(event, keys)) return;
      // A field undoes what is typed in it.
      if ((!/mod|alt/.test(keys) || keys === "mod+z") && isTyping(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
      active.set(active.get().filter((other) => other !== entry));
    };
  }, [keys, label]);
}

/** The same as a component, for a key that works only while something is on offer. */
export function Shortcut({ keys, label, action }: Shortcut & { action: () => void }) {
  useShortcut(keys, label, action);
  return null;
}

export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.toLowerCase().split("+");
  const key = parts.at(-1);
  const mod = event.ctrlKey || event.metaKey;
  if (mod !== parts.includes("mod") || event.altKey !== parts.includes("alt")) return false;
  return event.key.toLowerCase() === key;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select");
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const names: Record<string, string> = { mod: isMac ? "⌘" : "Ctrl", alt: isMac ? "⌥" : "Alt", enter: "Enter" };

/** The caps to draw: "mod+k" → ["Ctrl", "K"]. */
export function keyCaps(keys: string): string[] {
  return keys.split("+").map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}
