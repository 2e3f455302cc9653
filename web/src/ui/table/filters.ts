import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { funds, fundText } from "../../kernel/funds";
import { dateText, parsePeriod, periodText } from "../../kernel/period";

export type Choice = { value: string; label: string };

export type TreeChoice = Choice & { parent?: string };

/** One thing that a list can be narrowed by. Its value is text in the address, and goes to the server as it stands. */
export type Filter = { key: string; label: string } /** Single: the list takes one value, not several. */ & (
  | { kind: "choice"; options: readonly Choice[]; single?: boolean }
  | { kind: "text"; placeholder?: string }
  /** One of a tree, such as the divisions at and below the reader's own; parents come before their children. */
  | { kind: "tree"; nodes: readonly TreeChoice[] }
  | { kind: "period" }
  /** "2026-01-01..2026-03-31"; either side may be empty. */
  | { kind: "dates" }
);

export function fundFilter(key = "fund", single = false): Filter {
  const options = funds.map(({ id }) => ({ value: id, label: fundText(id) }));
  return { key, label: "险种", kind: "choice", options, single };
}

/** What a chip says of a filter's value. */
export function filterText(filter: Filter, value: string): string {
  switch (filter.kind) {
    case "choice":
      return value
        .split(",")
        .map((one) => filter.options.find((option) => option.value === one)?.label ?? one)
        .join("、");
    case "tree":
      return filter.nodes.find((node) => node.value === value)?.label ?? value;
    case "text":
      return value;
    case "period": {
      const period = parsePeriod(value);
      return period === undefined ? value : periodText(period);
    }
    case "dates": {
      const [from = "", to = ""] = value.split("..");
      return `${from === "" ? "" : dateText(from)}—${to === "" ? "" : dateText(to)}`;
    }
  }
}

export type Criteria = Readonly<Record<string, string>>;

/**
 * The criteria of a list, kept in the address: shared with it, and kept by the browser's back button. Search text
 * replaces the history entry (one entry a search, not one a letter); everything else adds one.
 */
export function useCriteria(keys: readonly string[]) {
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.toString();
  const joined = keys.join(" ");
  const criteria = useMemo((): Criteria => {
    const all = new URLSearchParams(text);
    const known = joined.split(" ").map((key) => [key, all.get(key) ?? ""] as const);
    return Object.fromEntries(known.filter(([, value]) => value !== ""));
  }, [text, joined]);
  const change = useCallback(
    (key: string, value: string | undefined, replace = false) => {
      setParameters(
        (old) => {
          const next = new URLSearchParams(old);
          if (value === undefined || value === "") next.delete(key);
          else next.set(key, value);
          return next;
        },
        { replace },
      );
    },
    [setParameters],
  );
  return [criteria, change] as const;
}
