import { pages as expenditure } from "./funds/expenditure/pages";
import { pages as payments } from "./funds/payments/pages";
import type { PageEntry } from "./kernel/page";
import { pages as identity } from "./oversight/identity/pages";
import { pages as shell } from "./shell/pages";

/** Every screen of the application. A module lists its own in pages.tsx and is named here. */
export const pages: readonly PageEntry[] = [...shell, ...expenditure, ...payments, ...identity];
