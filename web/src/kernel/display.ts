import type { Unit } from "./money";
import { usePreference } from "./preferences";

/** How one person wants to see everything: the unit of money, light or dark, normal or large type (关怀版). */

export type Mode = "light" | "dark";
export type TypeSize = "normal" | "large";

export function useUnit(): readonly [Unit, (unit: Unit) => void] {
  return usePreference<Unit>("unit", (stored) => (stored === "wan" || stored === "yi" ? stored : "yuan"));
}

export function useMode(): readonly [Mode, (mode: Mode) => void] {
  return usePreference<Mode>("mode", (stored) => {
    if (stored === "dark" || stored === "light") return stored;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  });
}

export function useTypeSize(): readonly [TypeSize, (size: TypeSize) => void] {
  return usePreference<TypeSize>("typeSize", (stored) => (stored === "large" ? "large" : "normal"));
}
