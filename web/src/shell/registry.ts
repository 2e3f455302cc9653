import { createContext, useContext } from "react";
import type { PageEntry } from "../kernel/page";

const PagesContext = createContext<readonly PageEntry[]>([]);

/** Every screen that this build has; the application provides it, so that menu and palette can be tested with others. */
export const PagesProvider = PagesContext;

export function usePages(): readonly PageEntry[] {
  return useContext(PagesContext);
}
