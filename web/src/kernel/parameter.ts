import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** One value that a page keeps in its address, so that it is shared and survives going back. */
export function useParameter(key: string): readonly [string | undefined, (value: string | undefined) => void] {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (value: string | undefined) =>
      setParameters((old) => {
        const next = new URLSearchParams(old);
        if (value === undefined || value === "") next.delete(key);
        else next.set(key, value);
        return next;
      }),
    [key, setParameters],
  );
  return [parameters.get(key) ?? undefined, change] as const;
}

/** What the address asks for, where the page has it; else the first, so that an old or odd address shows something. */
export function oneOf<T extends string>(asked: string | undefined, first: T, ...others: T[]): T {
  return others.find((one) => one === asked) ?? first;
}
