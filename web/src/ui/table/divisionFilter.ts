import { useMemo } from "react";
import { useDivisions } from "../../kernel/divisions";
import type { Filter } from "./filters";

/** Narrows a list to one division and those below it; undefined where the reader has only one. */
export function useDivisionFilter(): Filter | undefined {
  const divisions = useDivisions();
  return useMemo(() => {
    if (divisions.length < 2) return undefined;
    const nodes = divisions.map((node, index) => ({
      value: node.code,
      label: node.name,
      ...(index === 0 ? {} : { parent: node.parent }),
    }));
    return { key: "division", label: "区划", kind: "tree", nodes };
  }, [divisions]);
}
