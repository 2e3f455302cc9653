import type { ReactNode } from "react";
import { createContext, useContext } from "react";
import type { Unit } from "../kernel/money";

const UnitContext = createContext<Unit>("yuan");

/** The unit in which money below is shown. The shell sets the person's choice; a printed form may fix its own. */
export function UnitProvider({ unit, children }: { unit: Unit; children: ReactNode }) {
  return <UnitContext value={unit}>{children}</UnitContext>;
}

export function useShownUnit(): Unit {
  return useContext(UnitContext);
}
