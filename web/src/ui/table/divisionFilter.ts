import { useMemo } from "react";
import { divisionsUnder } from "../../kernel/divisions";
import { useUser } from "../../kernel/user";
import type { Filter } from "./filters";

/** Narrows a list to one division and those below it; undefined where the reader has only one. */
export function useDivisionFilter(): Filter | undefined {
  const own = useUser()?.division.code ?? "";
  return useMemo(() => {
    const entries = divisionsUnder(own);
    if (entries.length < 2) return undefined;
    const nodes = entries.map((entry, index) => ({
      value: entry.code,
      label: entry.name,
      ...(index === 0 ? {} : { parent: entry.parent }),
    }));
    return { key: "division", label: "区划", kind: "tree", nodes };
  }, [own]);
}
