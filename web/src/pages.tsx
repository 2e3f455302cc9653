import { pages as consolidation } from "./analytics/consolidation/pages";
import { pages as catalog } from "./exchange/catalog/pages";
import { pages as governance } from "./exchange/governance/pages";
import { pages as history } from "./exchange/history/pages";
import { pages as detail } from "./exchange/ingestion/detail/pages";
import { pages as ingestion } from "./exchange/ingestion/pages";
import { pages as mapping } from "./exchange/mapping/pages";
import { pages as partners } from "./exchange/partners/pages";
import { pages as reconciliation } from "./exchange/reconciliation/pages";
import { pages as sharing } from "./exchange/sharing/pages";
import { pages as accounting } from "./funds/accounting/pages";
import { pages as banking } from "./funds/banking/pages";
import { pages as budget } from "./funds/budget/pages";
import { pages as expenditure } from "./funds/expenditure/pages";
import { pages as forms } from "./funds/forms/pages";
import { pages as income } from "./funds/income/pages";
import { pages as payments } from "./funds/payments/pages";
import { pages as standing } from "./funds/standing/pages";
import { pages as jobs } from "./hosts/jobs/pages";
import type { PageEntry } from "./kernel/page";
import { pages as audit } from "./oversight/audit/pages";
import { pages as identity } from "./oversight/identity/pages";
import { pages as shell } from "./shell/pages";

/** Every screen of the application. A module lists its own in pages.tsx and is named here. */
export const pages: readonly PageEntry[] = [
  ...shell,
  ...expenditure,
  ...payments,
  ...budget,
  ...forms,
  ...income,
  ...accounting,
  ...banking,
  ...standing,
  ...consolidation,
  ...ingestion,
  ...detail,
  ...mapping,
  ...governance,
  ...reconciliation,
  ...history,
  ...catalog,
  ...partners,
  ...sharing,
  ...audit,
  ...identity,
  ...jobs,
];
