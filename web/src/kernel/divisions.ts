import type { DivisionNode } from "../api/generated/types";
import { useRemote } from "./remote";

const none: readonly DivisionNode[] = [];

/** The signed-in person's division and those below it, in tree order; empty until they are read. */
export function useDivisions(): readonly DivisionNode[] {
  const remote = useRemote<{ items: readonly DivisionNode[] }>("/api/identity/divisions");
  return remote.state === "ready" ? remote.value.items : none;
}

/** "青海省 / 西宁市" without what lies above the reader's own division; a code that is not known stays as it is. */
export function divisionText(divisions: readonly DivisionNode[], code: string): string {
  return divisions.find((node) => node.code === code)?.name ?? code;
}
