// Generated from the server's endpoints by `dotnet run --project functions/Hosts/Local -- --write-api-types`.
// Never edited: change the endpoint and write it again.
import type { Fen } from "../../kernel/money";

/** What stands in a place without members. */
export type Nothing = Record<never, never>;

export type Accepted = {
  jobId: string;
};

export type AccountClass = "asset" | "liability" | "netAsset" | "income" | "expenditure";

export type AccountKind = "special" | "expenditure";

export type AccountView = {
  code: string;
  name: string;
  class: string;
  side: string;
  parent?: string;
  level: number;
  isLeaf: boolean;
  stopped: boolean;
  note: string;
  requires: readonly string[];
};

export type AgeBand = {
  title: string;
  from: number;
  to?: number;
  bankCount: number;
  bankAmount: Fen;
  bookCount: number;
  bookAmount: Fen;
  bank: readonly OpenItem[];
  book: readonly OpenItem[];
};

export type AgeStep = {
  code: string;
  name: string;
  amount: Fen;
};

export type Ageing = {
  account: string;
  date: string;
  bands: readonly AgeBand[];
};

export type AgeingStep = {
  name: string;
  from: number;
  to?: number;
};

export type Agency = {
  code: string;
  name: string;
  division: string;
  funds: readonly Fund[];
  publicKey?: string;
};

export type AgencyCheck = {
  book: string;
  bookTitle: string;
  agencyBook: string;
  hasAgencyBook: boolean;
  months: readonly AgencyMonth[];
  differences: readonly AgencyDifference[];
};

export type AgencyDetailImport = {
  rows: number;
  documents: number;
  booked: number;
  unchanged: number;
  amount: Fen;
  overpaid: readonly Overpaid[];
  problems: readonly RowProblem[];
};

export type AgencyDifference = {
  flow: AgencyFlow;
  special?: AgencyMove;
  agency?: AgencyMove;
};

export type AgencyFlow = "out" | "in";

export type AgencyMonth = {
  month: number;
  specialOut: Fen;
  agencyOut: Fen;
  specialIn: Fen;
  agencyIn: Fen;
  differenceOut: Fen;
  differenceIn: Fen;
};

export type AgencyMove = {
  flow: AgencyFlow;
  date: string;
  month: number;
  amount: Fen;
  summary: string;
  source: SourceLink;
  voucher: VoucherRef;
};

export type Agreement = {
  id: string;
  leftName: string;
  left: Fen;
  rightName: string;
  right: Fen;
  difference: Fen;
  text: string;
  isEqual: boolean;
};

export type AnswerHead = {
  question: string;
  title: string;
  askedAt: string;
  tookMs: number;
  rows: number;
};

export type ApiKey = {
  number: number;
  hash: string;
  tail: string;
  issuedAt: string;
  expiresAt: string;
  revokedAt?: string;
};

export type ApiKeyView = {
  number: number;
  tail: string;
  state: string;
  issuedAt: string;
  expiresAt: string;
  revokedAt?: string;
};

export type AppropriationOrder = {
  number: string;
  request: string;
  divisionName: string;
  fund: Fund;
  fundName: string;
  period: string;
  kindName: string;
  mode: string;
  agencyName: string;
  purpose: string;
  lines: number;
  amount: Fen;
  capitals: string;
  items: readonly OrderItem[];
  attachments: readonly KeptFile[];
  reviewed: readonly Decision[];
  issuedAt: string;
};

export type AttachmentRule = {
  id: string;
  name: string;
  required: boolean;
  extensions: readonly string[];
};

export type AuditView = {
  number: number;
  at: string;
  actorId: string;
  actorName: string;
  action: string;
  detail: string;
  division: string;
  fund?: Fund;
  requestId: string;
  from: string;
  container: string;
  subject: string;
  sourceNumber: number;
  digest: string;
};

export type AuxAcross = {
  division: string;
  divisionName: string;
  year: number;
  dimension: string;
  dimensionName: string;
  from: string;
  to: string;
  groupBy: AuxGrouping;
  books: number;
  rows: readonly AuxAcrossRow[];
  debit: Fen;
  credit: Fen;
};

export type AuxAcrossRow = {
  value: string;
  account: string;
  accountName: string;
  normal: Side;
  opening: Fen;
  debit: Fen;
  credit: Fen;
  closing: Fen;
  groups: readonly AuxGroup[];
};

export type AuxBalances = {
  book: string;
  bookTitle: string;
  dimension: string;
  dimensionName: string;
  from: string;
  to: string;
  rows: readonly AuxRow[];
  debit: Fen;
  credit: Fen;
};

export type AuxBookPart = {
  book: string;
  division: string;
  divisionName: string;
  fund: Fund;
  opening: Fen;
  debit: Fen;
  credit: Fen;
  closing: Fen;
};

export type AuxGroup = {
  key: string;
  title: string;
  opening: Fen;
  debit: Fen;
  credit: Fen;
  closing: Fen;
  books: readonly AuxBookPart[];
};

export type AuxGrouping = "fund" | "division";

export type AuxRow = {
  value: string;
  account: string;
  accountName: string;
  normal: Side;
  opening: Fen;
  debit: Fen;
  credit: Fen;
  closing: Fen;
  lines: number;
};

export type BadRow = {
  line: number;
  kind: string;
  message: string;
};

export type BalanceBreak = {
  task: string;
  form: string;
  title: string;
  division: string;
  year: number;
  closing: number;
  opening: number;
  difference: number;
  closingPlace: string;
  openingPlace: string;
};

export type BalanceBreaks = {
  compared: number;
  breaks: readonly BalanceBreak[];
};

export type BalanceRow = {
  account: string;
  name: string;
  level: number;
  parent?: string;
  class: AccountClass;
  normal: Side;
  isLeaf: boolean;
  openingDebit: Fen;
  openingCredit: Fen;
  debit: Fen;
  credit: Fen;
  yearDebit: Fen;
  yearCredit: Fen;
  closingDebit: Fen;
  closingCredit: Fen;
};

export type BalanceTotals = {
  openingDebit: Fen;
  openingCredit: Fen;
  debit: Fen;
  credit: Fen;
  yearDebit: Fen;
  yearCredit: Fen;
  closingDebit: Fen;
  closingCredit: Fen;
};

export type BankAccountRow = {
  account: string;
  division: string;
  divisionName: string;
  fund: Fund;
  number: string;
  name: string;
  bank: string;
  bankName: string;
};

export type BankBalance = {
  through: string;
  amount: Fen;
};

export type BankLine = {
  id: string;
  date: string;
  amount: Fen;
  reference: string;
  counterparty: string;
  counterpartyAccount: string;
  summary: string;
  statement: string;
  line: number;
  match: string;
  clearedOn?: string;
};

export type BankMatch = {
  id: string;
  bank: readonly string[];
  book: readonly string[];
  amount: Fen;
  how: string;
  score: number;
  reasons: readonly MatchReason[];
  clearedOn: string;
  by: Signature;
  undoneBy?: Signature;
  title: string;
  isUndone: boolean;
};

export type BankStatement = {
  id: string;
  digest: string;
  format: string;
  fileName: string;
  from: string;
  to: string;
  opening: Fen;
  in: Fen;
  out: Fen;
  closing: Fen;
  lines: number;
  new: number;
  by: Signature;
};

export type BankWork = {
  account: string;
  settings: MatchSettings;
  start?: string;
  through?: string;
  bank: readonly BankLine[];
  book: readonly BookLine[];
  bankLines: number;
  bookLines: number;
  suggestions: readonly Suggestion[];
  certain: number;
  recent: readonly BankMatch[];
};

export type BatchAnswer = {
  id: string;
  state: string;
  stateTitle: string;
};

export type BatchPage = {
  items: readonly BatchRow[];
  total: number;
  continuation?: string;
  amount: Fen;
  paid: Fen;
  failed: Fen;
  open: Fen;
};

export type BatchPart = {
  number: number;
  of: number;
  missing: readonly number[];
  text: string;
};

export type BatchProgress = {
  amount: Fen;
  open: Fen;
  paid: Fen;
  failed: Fen;
  refunded: Fen;
  answered: number;
};

export type BatchReport = {
  sheet: string;
  task: string;
  form: string;
  period: string;
  division: string;
  unit: string;
  layout: number;
  mapping: number;
  cells: number;
  checked: number;
  failed: number;
};

export type BatchRow = {
  id: string;
  request: string;
  round: number;
  division: string;
  fund: Fund;
  channel: string;
  state: string;
  stateTitle: string;
  awaits: string;
  bank: string;
  lines: number;
  amount: Fen;
  paid: Fen;
  failed: Fen;
  refunded: Fen;
  open: Fen;
  createdAt: string;
  sentAt?: string;
  answeredAt?: string;
  search: string;
  version: number;
  agency: string;
};

export type BatchStanding = {
  counting: RowsAndFen;
  replaced: RowsAndFen;
  by?: string;
};

export type BatchView = {
  batch: PaymentBatch;
  actions: readonly string[];
};

export type BookEnd = {
  book: string;
  periods: readonly PeriodEnd[];
  digest: string;
};

export type BookInspection = {
  book: string;
  bookTitle: string;
  period: string;
  vouchers: number;
  lines: number;
  debit: Fen;
  digest: string;
  checks: readonly InspectionCheck[];
};

export type BookKind = "fsa" | "aux" | "memo";

export type BookLine = {
  id: string;
  book: string;
  voucher: string;
  line: number;
  date: string;
  amount: Fen;
  summary: string;
  source: SourceLink;
  match: string;
  clearedOn?: string;
};

export type BookProspect = {
  book: string;
  title: string;
  isOpen: boolean;
  chart: string;
  earlier: readonly EarlierBook[];
  notes: readonly string[];
};

export type BookRow = {
  book: string;
  title: string;
  division: string;
  divisionName: string;
  fund: Fund;
  year: number;
  kind: BookKind;
  chart: string;
  openedAt: string;
};

export type BrokenRuleView = {
  form: string;
  formTitle: string;
  rule: string;
  text: string;
  column: string;
  columnName: string;
  weight: RuleWeight;
  cell: string;
  left?: string;
  right?: string;
  difference?: string;
  reason?: string;
  isOpen: boolean;
};

export type BudgetControlMode = "refuse" | "warn";

export type BudgetImport = {
  id: string;
  at: string;
  by: string;
  rows: number;
  imported: number;
  open: number;
  amount: Fen;
  repeated: boolean;
  subtotals: readonly ImportSubtotal[];
  problems: readonly RowProblem[];
};

export type BudgetLinePage = {
  division: string;
  year: number;
  items: readonly BudgetRow[];
  total: number;
  totals: BudgetSums;
  subtotals: readonly BudgetSubtotal[];
  continuation?: string;
};

export type BudgetPosition = {
  line: string;
  name: string;
  budgeted: Fen;
  reserved: Fen;
  used: Fen;
  available: Fen;
  approved: boolean;
};

export type BudgetRow = {
  division: string;
  divisionName: string;
  fund: Fund;
  year: number;
  line: string;
  name: string;
  control: BudgetControlMode;
  budgeted: Fen;
  reserved: Fen;
  used: Fen;
  available: Fen;
  version: number;
};

export type BudgetSubtotal = {
  division: string;
  name: string;
  isOwn: boolean;
  sums: BudgetSums;
};

export type BudgetSums = {
  lines: number;
  budgeted: Fen;
  reserved: Fen;
  used: Fen;
  available: Fen;
};

export type BulkAnswer = {
  done: number;
  refused: number;
  rows: readonly RowResult[];
};

export type CatalogField = {
  id: string;
  name: string;
  code?: string;
  type: FieldKind;
  list?: string;
  max: number;
  required: boolean;
  partOf?: string;
  mayBeNegative: boolean;
  since: number;
  until: number;
};

export type CatalogRule = {
  id: string;
  severity: Severity;
  message: string;
  must: string;
  when?: string;
  basis?: string;
};

export type CatalogTable = {
  id: string;
  name: string;
  group: string;
  cycle: string;
  versions: readonly TableVersion[];
  key: readonly string[];
  isKeyUnique: boolean;
  period?: string;
  division?: string;
  fields: readonly CatalogField[];
  total?: string;
  note?: string;
  origin: TableOrigin;
};

export type CellChange = {
  cell: string;
  before?: number;
  now?: number;
};

export type CellConflict = {
  cell: string;
  mine?: number;
  theirs?: number;
  by: string;
};

export type CellFault = {
  sheet: string;
  place: string;
  label: string;
  value: string;
  code: string;
  message: string;
};

export type CellFigure = {
  cell: string;
  name: string;
  kind: FigureKind;
  place: CellPlace;
  value?: number;
};

export type CellFormula = {
  row: string;
  column: string;
  formula: string;
};

export type CellMark = {
  cell: string;
  text: string;
};

export type CellMarkInput = {
  cell: string;
  text: string;
};

export type CellOrigin = {
  cell: HistoryCell;
  fileName: string;
  sm3: string;
  by: string;
  at: string;
  layout: number;
  mapping: number;
  unit: string;
  rows: readonly OriginRow[];
};

export type CellPlace = "here" | "lastYear" | "below";

export type CellShare = {
  division: string;
  name: string;
  own: boolean;
  value?: number;
};

export type CellsSaved = {
  revision: number;
  changed: readonly EnteredCell[];
  conflicts: readonly CellConflict[];
  broken: readonly BrokenRuleView[];
};

export type CertificateView = {
  thumbprint: string;
  note: string;
  state: string;
  addedAt: string;
  revokedAt?: string;
};

export type ChangedCell = {
  task: string;
  form: string;
  period: string;
  division: string;
  item: string;
  column: string;
  kind: FigureKind;
  before?: number;
  after?: number;
};

export type ChannelKind = "sftp" | "soap" | "front";

export type ChartImported = {
  version: string;
  regime: string;
  fromYear: number;
  accounts: number;
  repeated: boolean;
};

export type ChartView = {
  version: string;
  regime: string;
  regimeName: string;
  fromYear: number;
  fund: Fund;
  accounts: readonly AccountView[];
};

export type ClaimList = {
  asOf: string;
  year: number;
  items: readonly ClaimView[];
  receivable: Fen;
  receivableAges: readonly AgeStep[];
  payable: Fen;
  payableAges: readonly AgeStep[];
};

export type ClaimView = {
  book: string;
  divisionName: string;
  fund: Fund;
  account: string;
  accountName: string;
  isReceivable: boolean;
  document: string;
  counterparty: string;
  summary: string;
  since: string;
  days?: number;
  age?: string;
  raised: Fen;
  settled: Fen;
  open: Fen;
  voucher: VoucherRef;
};

export type ClassLineView = {
  fund: Fund;
  account: string;
  accountName: string;
  code: string;
  name: string;
  isChecked: boolean;
};

export type ClassificationImported = {
  fromYear: number;
  number: number;
  lines: number;
};

export type ClassificationView = {
  fromYear: number;
  number: number;
  isShipped: boolean;
  lines: readonly ClassLineView[];
};

export type ClientCertificate = {
  thumbprint: string;
  note: string;
  addedAt: string;
  revokedAt?: string;
};

export type ClosingCheck = {
  id: string;
  title: string;
  isGood: boolean;
  isHard: boolean;
  count: number;
  text: string;
};

export type ClosingView = {
  book: string;
  bookTitle: string;
  period: string;
  closedThrough?: string;
  canClose: boolean;
  checks: readonly ClosingCheck[];
};

export type CodeList = {
  id: string;
  name: string;
  isClosed: boolean;
  basis: string;
  versions: readonly CodeVersion[];
  aliases: Readonly<Record<string, string>>;
};

export type CodeVersion = {
  from: string;
  values: Readonly<Record<string, string>>;
};

export type CollectionDetail = {
  rows: readonly DetailRow[];
};

export type ColumnLedger = {
  book: string;
  account: string;
  accountName: string;
  normal: Side;
  from: string;
  to: string;
  opening: Fen;
  closing: Fen;
  columns: readonly LedgerColumn[];
  items: readonly ColumnRow[];
  total: number;
  continuation?: string;
};

export type ColumnOf = "opening" | "closing" | "month" | "year" | "priorClosing" | "priorYear";

export type ColumnRow = {
  period: string;
  date: string;
  voucher: string;
  line: number;
  summary: string;
  key: string;
  amount: Fen;
  balance: Fen;
  source: SourceLink;
};

export type ConfirmAnswer = {
  confirmed: number;
  refused: number;
  rows: readonly ConfirmRow[];
};

export type ConfirmRow = {
  voucher: string;
  confirmed: boolean;
  code?: string;
  problem?: string;
};

export type Confirmed = {
  voucher: string;
  by: Signature;
};

export type ConflictKind = {
  id: string;
  of: string;
  name: string;
  reason: string;
};

export type Consistency = {
  division: string;
  fund: Fund;
  year: number;
  agrees: boolean;
  months: readonly ConsistencyRow[];
  divisions: readonly ConsistencyDivision[];
};

export type ConsistencyDivision = {
  division: string;
  name: string;
  paid: Fen;
  slips: Fen;
  booked: Fen;
  inTransit: Fen;
};

export type ConsistencyRow = {
  period: string;
  lowerPaid: Fen;
  upperReceived: Fen;
  openingInTransit: Fen;
  inTransit: Fen;
  difference: Fen;
};

export type Consumer = {
  id: string;
  name: string;
  contact: string;
  division: string;
  createdAt: string;
  stoppedReason?: string;
  quota: ConsumerQuota;
  keysIssued: number;
  keys: readonly ApiKey[];
  certificates: readonly ClientCertificate[];
  grants: readonly SharedGrant[];
};

export type ConsumerQuota = {
  callsPerDay: number;
  rowsPerCall: number;
};

export type ConsumerQuotaInput = {
  callsPerDay: number;
  rowsPerCall: number;
};

export type ConsumerUsage = {
  calls: number;
  rows: number;
  refused: number;
  lastAt?: string;
};

export type ConsumerView = {
  id: string;
  name: string;
  contact: string;
  division: string;
  divisionName: string;
  state: string;
  stoppedReason?: string;
  createdAt: string;
  quota: ConsumerQuota;
  keys: readonly ApiKeyView[];
  certificates: readonly CertificateView[];
  grants: readonly SharedGrant[];
  today: ConsumerUsage;
};

export type ContributionLine = {
  side: string;
  fund: string;
  table: string;
  period: string;
  region: string;
  employerNo?: string;
  status?: string;
  baseFen?: number;
  dueFen?: number;
  personFen: number;
  employerFen?: number;
  ticket?: string;
  source: SourceRef;
};

export type CorrectedSample = {
  id: string;
};

export type CorrectionInput = {
  number: number;
  name: string;
  account: string;
  bankCode: string;
  bankName: string;
};

export type CrossLine = {
  rule: string;
  fund: string;
  region: string;
  period: string;
  subject: string;
  expected?: number;
  actual?: number;
  source?: SourceRef;
};

export type CrossRule = {
  id: string;
  message: string;
  severity: Severity;
  views: readonly string[];
  subject: string;
  unit: string;
  sql: string;
};

export type CrossSum = {
  rule: string;
  fund: string;
  region: string;
  period: string;
  findings: number;
};

export type CrossView = {
  askedAt: string;
  rules: readonly CrossRule[];
  sums: readonly CrossSum[];
};

export type Cycle = "month" | "quarter" | "year";

export type DayBook = {
  book: string;
  account: string;
  accountName: string;
  normal: Side;
  period: string;
  opening: Fen;
  debit: Fen;
  credit: Fen;
  closing: Fen;
  days: readonly DayBookDay[];
};

export type DayBookDay = {
  date: string;
  debit: Fen;
  credit: Fen;
  balance: Fen;
  rows: readonly LedgerRow[];
};

export type DayVolume = {
  day: string;
  received: number;
  sent: number;
  bytes: number;
};

export type Decision = {
  step: string;
  submission: number;
  by: Person;
  at: string;
  from: string;
  outcome: string;
  opinion: string;
  marks: readonly Mark[];
};

export type DeliveryCycle = "day" | "month" | "quarter" | "year";

export type DeliveryState = "came" | "cameLate" | "waiting" | "late";

export type DeliveryStatus = {
  partner: string;
  partnerName: string;
  delivery: string;
  name: string;
  period: string;
  due: string;
  state: DeliveryState;
  cameAt?: string;
  transfer?: string;
};

export type DetailBatch = {
  id: string;
  fileName: string;
  sender: string;
  senderName?: string;
  division: string;
  sm3: string;
  size: number;
  receivedAt: string;
  state: DetailState;
  stages: readonly DetailStage[];
  tables: readonly DetailTableLine[];
  repeats: number;
  period?: unknown;
  number?: string;
  replaces?: string;
  received?: RowsAndFen;
  accepted?: RowsAndFen;
  returned?: RowsAndFen;
  duplicate?: RowsAndFen;
  problemCode?: string;
  problemText?: string;
  returnFile?: string;
  receipt?: string;
  mappings?: readonly MappingUse[];
  part?: BatchPart;
  scope: Scope;
  isFinished: boolean;
  archiveBlob: string;
};

export type DetailBatchRow = {
  id: string;
  fileName: string;
  sender: string;
  senderName?: string;
  division: string;
  receivedAt: string;
  state: DetailState;
  period?: string;
  number?: string;
  tableCount: number;
  received?: RowsAndFen;
  accepted?: RowsAndFen;
  returned?: RowsAndFen;
  duplicate?: RowsAndFen;
  problemText?: string;
  repeats: number;
  part?: BatchPart;
};

export type DetailHistory = {
  fund: Fund;
  from: number;
  to: number;
  tables: readonly DetailTableYears[];
  batches: readonly DetailPart[];
};

export type DetailPart = {
  batch: string;
  number: string;
  sender: string;
  table: string;
  name: string;
  period: string;
  division: string;
  rows: number;
  fen: number;
  loadedAt: string;
  replacedBy?: string;
};

export type DetailProgress = {
  stage: string;
  rowsDone: number;
  at: string;
};

export type DetailRow = {
  period: string;
  unit: Fen;
  personal: Fen;
};

export type DetailSource = "agency" | "tax";

export type DetailStage = {
  name: string;
  at: string;
  count?: number;
  fen?: number;
  note?: string;
};

export type DetailState = "checking" | "loaded" | "partlyLoaded" | "returned" | "refused" | "waiting";

export type DetailTableLine = {
  table: string;
  name: string;
  received: RowsAndFen;
  accepted: RowsAndFen;
  returned: RowsAndFen;
  duplicate: RowsAndFen;
  noted: number;
  standardized: number;
};

export type DetailTableResult = {
  table: string;
  name: string;
  tally: TableTally;
  file?: LakePart;
};

export type DetailTableYears = {
  table: string;
  name: string;
  years: readonly DetailYear[];
};

export type DetailView = {
  batch: DetailBatch;
  progress?: DetailProgress;
  standing?: BatchStanding;
};

export type DetailWithdrawn = {
  batch: string;
  rows: number;
  fen: number;
};

export type DetailYear = {
  year: number;
  rows: number;
  fen: number;
  months: readonly number[];
  gaps: readonly number[];
};

export type DimensionValues = {
  id: string;
  name: string;
  values: readonly string[];
};

export type Done = Nothing;

export type DryRun = {
  suggestions: number;
  certain: number;
  amount: Fen;
  certainNow: number;
  gained: readonly Suggestion[];
  lost: readonly Suggestion[];
};

export type DutyView = {
  name: string;
  heldBy: readonly string[];
};

export type Earlier = {
  book: LineBook;
  purpose: string;
  attachments: readonly KeptFile[];
};

export type EarlierBook = {
  book: string;
  title: string;
  closedThrough: number;
};

export type EmployerLedger = {
  code: string;
  name: string;
  division: string;
  divisionName: string;
  payee: string;
  year: number;
  lines: readonly EmployerLine[];
  totals: readonly EmployerSum[];
};

export type EmployerLine = {
  fund: Fund;
  period: string;
  ticket: string;
  heads: number;
  dueUnit?: Fen;
  duePersonal?: Fen;
  paidUnit?: Fen;
  paidPersonal?: Fen;
  difference?: Fen;
  state: string;
  booked?: VoucherRef;
  cleared?: VoucherRef;
};

export type EmployerPage = {
  year: number;
  items: readonly EmployerSum[];
  total: number;
  dueUnit: Fen;
  duePersonal: Fen;
  due: Fen;
  paidUnit: Fen;
  paidPersonal: Fen;
  paid: Fen;
  difference: Fen;
  continuation?: string;
};

export type EmployerSum = {
  code: string;
  name: string;
  initials: string;
  division: string;
  divisionName: string;
  fund: Fund;
  year: number;
  months: number;
  dueUnit: Fen;
  duePersonal: Fen;
  due: Fen;
  paidUnit: Fen;
  paidPersonal: Fen;
  paid: Fen;
  difference: Fen;
  entries: number;
  version: number;
};

export type EnteredCell = {
  cell: string;
  value?: number;
};

export type EnteredCellInput = {
  cell: string;
  value?: number;
};

export type EntraIdentity = {
  objectId?: string;
  userName?: string;
};

export type EntraIdentityInput = {
  objectId?: string;
  userName?: string;
};

export type EventAmountInput = {
  key: string;
  account?: string;
  amount: Fen;
  dimensions: Readonly<Record<string, string>>;
};

export type EventPreview = {
  faults: readonly PreviewFault[];
  voucher?: PreviewVoucher;
  booked?: string;
  prepared?: number;
};

export type EventRaised = {
  book: string;
  bookTitle: string;
  number: number;
  state: PreparedState;
  stateTitle: string;
  voucher?: string;
};

export type ExpectedDelivery = {
  id: string;
  name: string;
  cycle: DeliveryCycle;
  pattern: string;
  deadlineDay: number;
  since: string;
};

export type ExpectedDeliveryInput = {
  id: string;
  name: string;
  cycle: DeliveryCycle;
  pattern: string;
  deadlineDay: number;
  since: string;
};

export type ExpenditureKind = {
  id: string;
  name: string;
  requirement: string;
  category: string;
  payTo: PayTo;
  beforeApproval: boolean;
  postingRule: string;
  items: readonly KindItem[];
  tables: readonly TableRule[];
  attachments: readonly AttachmentRule[];
  checks: readonly KindCheck[];
  payees: TableRule;
  funds: readonly Fund[];
};

export type ExpenditureSettings = {
  treasury: TreasuryMode;
  steps?: readonly ReviewStep[];
};

export type FailedCheck = {
  sheet: string;
  form: string;
  period: string;
  division: string;
  column: string;
  check: string;
  text: string;
  kind: FigureKind;
  left: number;
  right: number;
  tolerance: number;
};

export type FailedLineInput = {
  line: number;
  reason: string;
};

export type FaultCount = {
  fault: string;
  rows: number;
  firstLine: number;
};

export type FaultTally = {
  rule: string;
  field: string;
  severity: Severity;
  message: string;
  rows: number;
  file: string;
  firstLine: number;
};

export type FieldKind = "text" | "code" | "division" | "citizenId" | "organization" | "account" | "money" | "count" | "rate" | "month" | "date" | "timestamp";

export type FieldRole = "none" | "payeeName" | "payeeId" | "account" | "bankCode" | "bankName" | "amount" | "item" | "employerId" | "endedOn";

export type FieldRule = {
  id: string;
  name: string;
  type: FieldType;
  required: boolean;
  role: FieldRole;
  max: number;
  values?: Readonly<Record<string, string>>;
  allowNegative: boolean;
};

export type FieldType = "text" | "money" | "integer" | "date" | "month" | "citizenId" | "creditCode" | "bankAccount" | "cnaps" | "code";

export type Figure = {
  key: string;
  name: string;
  rows: number;
  fen: number;
};

export type FigureKind = "money" | "count" | "rate" | "none";

export type FigureTrace = {
  cell: CellFigure;
  formula?: string;
  precedents: readonly CellFigure[];
  dependents: readonly CellFigure[];
  shares: readonly CellShare[];
};

export type Finding = {
  check: string;
  severity: string;
  message: string;
  line: number;
};

export type FindingLine = {
  file: number;
  line: number;
  field: string;
  fieldName: string;
  rule: string;
  severity: Severity;
  message: string;
};

export type FlowDifference = {
  form: string;
  flow: string;
  column: string;
  upper: number;
  lower: number;
};

export type Form = {
  id: string;
  title: string;
  columns: readonly FormColumn[];
  rows: readonly FormRow[];
  rules: readonly FormRule[];
  number?: string;
  fund?: unknown;
  flows?: readonly LevelFlow[];
  cells?: readonly CellFormula[];
  notes?: readonly string[];
};

export type FormColumn = {
  id: string;
  name: string;
  unit?: FigureKind;
  formula?: string;
};

export type FormMapping = {
  form: string;
  version: number;
  rows: readonly MappingRow[];
  current: readonly MappingRow[];
};

export type FormRow = {
  id: string;
  name: string;
  unit: FigureKind;
  side: string;
  parent?: string;
  formula?: string;
};

export type FormRule = {
  id: string;
  text: string;
  condition: string;
  weight: RuleWeight;
  columns?: readonly string[];
};

export type FormSheet = {
  task: string;
  division: string;
  state: SheetState;
  revision: number;
  round: number;
  version: number;
  steps: readonly SheetStep[];
  marks: readonly CellMark[];
  reasons: readonly SheetReason[];
  isOpen: boolean;
};

export type FormTask = {
  id: string;
  name: string;
  deadline: string;
  instructions: string;
  divisions: readonly string[];
  forms: readonly Form[];
  issuedAt: string;
  issuedBy: string;
};

export type FormVersion = {
  number: number;
  from: number;
  text: string;
  to?: number;
};

export type FrontAdapter = "folder" | "ftp" | "http" | "queue";

export type FrontNode = {
  id: string;
  name: string;
  role: NodeRole;
  division: string;
  parent?: string;
  adapter?: FrontAdapter;
  address?: string;
  publicKey?: string;
  hosts?: readonly string[];
};

export type Fund = "enterprise-pension" | "resident-pension" | "public-sector-pension" | "employee-medical" | "resident-medical" | "unemployment" | "work-injury" | "maternity";

export type FundFigure = {
  fund: Fund;
  division: string;
  period: string;
  rows: number;
  fen: number;
};

export type FundFigures = {
  fund: Fund;
  opening: Fen;
  income: Fen;
  expenditure: Fen;
  balance: Fen;
};

export type GeneralAccount = {
  account: string;
  name: string;
  level: number;
  normal: Side;
  opening: Fen;
  rows: readonly GeneralRow[];
};

export type GeneralLedger = {
  book: string;
  bookTitle: string;
  accounts: readonly GeneralAccount[];
};

export type GeneralRow = {
  period: string;
  debit: Fen;
  credit: Fen;
  yearDebit: Fen;
  yearCredit: Fen;
  balance: Fen;
};

export type GrantView = {
  role: string;
  roleName: string;
  funds?: readonly Fund[];
  division: Named;
};

export type GrantedSubject = {
  subject: string;
  name: string;
  granularity: Granularity;
  description: string;
  columns: readonly SharedColumn[];
  divisions: readonly string[];
  funds: readonly Fund[];
  from: string;
  until?: string;
};

export type GrantedSubjects = {
  consumer: string;
  name: string;
  quota: ConsumerQuota;
  callsLeftToday: number;
  subjects: readonly GrantedSubject[];
};

export type GrantsSimulated = {
  allowed: boolean;
  conflicts: readonly RoleConflict[];
  duties: readonly DutyView[];
  movesMoneyAlone: boolean;
  actions: readonly Named[];
};

export type Granularity = "none" | "year" | "month";

export type GroupedFigures = {
  table: string;
  name: string;
  field?: string;
  fieldName?: string;
  rows: number;
  fen: number;
  figures: readonly Figure[];
};

export type HeadView = {
  division: string;
  divisionName: string;
  count: number;
  digest: string;
  signedAt: string;
  publicKey: string;
  signature: string;
};

export type HistoryBatch = {
  id: string;
  trial: string;
  fileName: string;
  sm3: string;
  size: number;
  division: string;
  by: string;
  byName: string;
  at: string;
  reports: readonly BatchReport[];
  rows: number;
  filled: number;
  cells: number;
  unwanted: number;
  skipped: readonly string[];
  totals: readonly HistoryTotal[];
  stated: readonly StatedTotal[];
  quality: HistoryQuality;
  firstYear: number;
  lastYear: number;
  checked: number;
  failed: number;
  reason?: string;
  rolledBack?: RolledBack;
  scope: Scope;
  blob: string;
};

export type HistoryCell = {
  task: string;
  form: string;
  period: string;
  division: string;
  item: string;
  column: string;
  kind: FigureKind;
  value: number;
  text: string;
  label: string;
  batch: string;
  sheet: string;
  row: number;
  place: string;
};

export type HistoryFigure = {
  column: string;
  kind: FigureKind;
  value: number;
  place: string;
};

export type HistoryFormView = {
  id: string;
  title: string;
  fund?: Fund;
  columnsAre?: string;
  versions: readonly FormVersion[];
  items: readonly HistoryItemView[];
};

export type HistoryForms = {
  forms: readonly HistoryFormView[];
  tasks: readonly ReportTask[];
  modules: readonly HistoryModuleEntry[];
};

export type HistoryItemView = {
  id: string;
  name: string;
  class: string;
  unit: FigureKind;
  parent?: string;
  since?: number;
  until?: number;
};

export type HistoryLinks = {
  form: string;
  title: string;
  year: number;
  division: string;
  items: readonly LinkedItem[];
};

export type HistoryModuleEntry = {
  number: string;
  name: string;
  kind: ModuleKind;
  requirement: string;
  tasks?: readonly string[];
  forms?: readonly string[];
  fund?: unknown;
};

export type HistoryOverview = {
  division: string;
  from: number;
  to: number;
  filled: readonly number[];
  waiting: number;
  modules: readonly OverviewRow[];
};

export type HistoryQuality = {
  completeness: number;
  consistency: number;
  mapped: number;
  score: number;
};

export type HistoryReportRow = {
  item: string;
  name: string;
  label: string;
  class: string;
  level: number;
  unit: FigureKind;
  figures: readonly HistoryFigure[];
};

export type HistoryReportView = {
  task: string;
  form: string;
  title: string;
  period: string;
  division: string;
  batch?: string;
  versions: readonly ReportVersion[];
  columns: readonly TaskColumn[];
  rows: readonly HistoryReportRow[];
};

export type HistorySeries = {
  task: string;
  form: string;
  item: string;
  name: string;
  unit: FigureKind;
  points: readonly SeriesPoint[];
};

export type HistoryTotal = {
  task: string;
  form: string;
  item: string;
  name: string;
  column: string;
  kind: FigureKind;
  value: number;
  cells: number;
};

export type HistoryTrial = {
  id: string;
  fileName: string;
  sm3: string;
  size: number;
  division: string;
  by: string;
  byName: string;
  at: string;
  state: TrialState;
  choices: readonly SheetChoice[];
  runs: number;
  repeats: number;
  batch?: string;
  reason?: string;
  scope: Scope;
  blob: string;
};

export type Hit = {
  kind: string;
  title: string;
  detail?: string;
  path: string;
};

export type ImportSubtotal = {
  division: string;
  name: string;
  rows: number;
  own: Fen;
  below: Fen;
  total: Fen;
};

export type ImportedAccount = {
  from: string;
  account: string;
  name: string;
  lines: number;
};

export type IndexConflict = {
  id: string;
  kind: string;
  severity: string;
  subjects: readonly string[];
  keys: readonly string[];
  names: readonly string[];
  numbers: readonly string[];
  regions: readonly string[];
  funds: readonly string[];
  firstPeriod: string;
  lastPeriod: string;
  rows: number;
  source?: SourceRef;
  decision?: LineDecision;
};

export type InspectionCheck = {
  id: string;
  title: string;
  why: string;
  isHard: boolean;
  count: number;
  findings: readonly InspectionFinding[];
};

export type InspectionFinding = {
  voucher?: string;
  date?: string;
  amount?: Fen;
  text: string;
};

export type Instruction = {
  line: number;
  number: string;
  name: string;
  account: string;
  bankCode: string;
  bankName: string;
  amount: Fen;
  state: string;
  reason: string;
  receipt: string;
};

export type IntakeProgress = {
  stage: string;
  rowsDone: number;
  rowsTotal: number;
};

export type IntakeRecord = {
  id: string;
  fileName: string;
  agency: string;
  division: string;
  sm3: string;
  size: number;
  receivedAt: string;
  state: IntakeState;
  stages: readonly IntakeStage[];
  repeats: number;
  manifest?: Manifest;
  kindName?: string;
  request?: unknown;
  received?: Tally;
  accepted?: Tally;
  returned?: Tally;
  faults?: readonly FaultCount[];
  problemCode?: string;
  problemText?: string;
  returnFile?: string;
  receipt?: string;
  agencyName?: string;
  isSignatureVerified: boolean;
  scope: Scope;
  archiveBlob: string;
  isFinished: boolean;
};

export type IntakeRow = {
  id: string;
  fileName: string;
  agency: string;
  division: string;
  fund?: Fund;
  kind?: string;
  kindName?: string;
  period?: string;
  state: IntakeState;
  receivedAt: string;
  received?: Tally;
  accepted?: Tally;
  returned?: Tally;
  request?: string;
  problemText?: string;
  repeats: number;
  agencyName?: string;
};

export type IntakeStage = {
  name: string;
  at: string;
  note?: string;
};

export type IntakeState = "checking" | "accepted" | "partlyAccepted" | "returned" | "refused";

export type IntakeView = {
  batch: IntakeRecord;
  progress?: IntakeProgress;
};

export type ItemTotal = {
  item: string;
  lines: number;
  amount: Fen;
};

export type Job = {
  id: string;
  kind: string;
  title: string;
  division: string;
  fund?: Fund;
  state: string;
  stage: string;
  rowsDone: number;
  rowsTotal?: number;
  estimateSeconds?: number;
  error?: string;
  ownerId: string;
  ownerName: string;
  startedAt: string;
  updatedAt: string;
  log: readonly string[];
};

export type KeptDecision = {
  question: string;
  line: string;
  region: string;
  verdict: string;
  reason: string;
  facts: string;
  by: string;
  byName: string;
  at: string;
};

export type KeptFile = {
  name: string;
  type: string;
  blob: string;
  size: number;
  sm3: string;
};

export type KeptFileInput = {
  name: string;
  type: string;
  blob: string;
  size: number;
  sm3: string;
};

export type KeyIssued = {
  number: number;
  key: string;
  expiresAt: string;
};

export type KindCheck = {
  check: string;
  severity: string;
  message: string;
  with?: Readonly<Record<string, string>>;
};

export type KindItem = {
  fund: Fund;
  code: string;
  name: string;
  account: string;
  budgetLine: string;
};

export type LakeCell = {
  table: string;
  name: string;
  fund?: Fund;
  period: string;
  rows: number;
  fen: number;
  bytes: number;
  batches: number;
  lastAt: string;
};

export type LakeOverview = {
  division: string;
  divisionName: string;
  year: number;
  asOf?: string;
  version: number;
  funds: readonly FundFigures[];
  months: readonly MonthFigures[];
  states: readonly StateFigures[];
  parts: readonly PartFigures[];
  totals: OverviewTotals;
};

export type LakePart = {
  batch: string;
  sender: string;
  number: string;
  division: string;
  file: string;
  rows: number;
  fen: number;
  bytes: number;
  sm3: string;
  source: string;
  version: number;
  loadedAt: string;
  layout: number;
  absent?: readonly string[];
};

export type LakeRun = {
  id: string;
  trigger: string;
  by: string;
  isFull: boolean;
  startedAt: string;
  endedAt?: string;
  state: LakeRunState;
  version: number;
  tables: readonly LakeRunTable[];
  error?: string;
  rows: number;
  durationMs?: number;
};

export type LakeRunPage = {
  items: readonly LakeRun[];
  total: number;
  continuation?: string;
  nextRun: string;
  asOf?: string;
  version: number;
  tables: readonly LakeTableView[];
};

export type LakeRunState = "running" | "done" | "unchanged" | "failed" | "cancelled" | "interrupted";

export type LakeRunTable = {
  table: string;
  title: string;
  rows: number;
  files: number;
};

export type LakeTableView = {
  table: string;
  title: string;
  rows: number;
  files: number;
  bytes: number;
};

export type LayoutName = {
  id: string;
  name: string;
  bank: string;
};

export type LedgerColumn = {
  key: string;
  title: string;
  total: Fen;
};

export type LedgerPage = {
  book: string;
  account: string;
  accountName: string;
  normal: Side;
  from: string;
  to: string;
  opening: Fen;
  debit: Fen;
  credit: Fen;
  closing: Fen;
  items: readonly LedgerRow[];
  total: number;
  continuation?: string;
};

export type LedgerPassport = {
  book: string;
  account: string;
  accountName: string;
  from: string;
  to: string;
  debit: Fen;
  credit: Fen;
  lines: number;
  vouchers: readonly PassportVoucher[];
  next?: string;
};

export type LedgerRow = {
  period: string;
  date: string;
  voucher: string;
  line: number;
  account: string;
  accountName: string;
  summary: string;
  debit: Fen;
  credit: Fen;
  balance: Fen;
  dimensions: Readonly<Record<string, string>>;
  source: SourceLink;
};

export type LevelFlow = {
  name: string;
  upper: string;
  lower: string;
};

export type LineBook = {
  generation: number;
  key: string;
  lines: number;
  total: Fen;
  hash: string;
  items: readonly ItemTotal[];
};

export type LineChange = {
  kind: string;
  numberBefore: number;
  numberNow: number;
  name: string;
  amountBefore?: Fen;
  amountNow?: Fen;
  fields: readonly string[];
};

export type LineChanges = {
  added: number;
  removed: number;
  edited: number;
  shown: readonly LineChange[];
  count: number;
};

export type LineDecision = {
  verdict: string;
  reason: string;
  byName: string;
  at: string;
  isOutdated: boolean;
};

export type LineInput = {
  account: string;
  debit?: Fen;
  credit?: Fen;
  summary?: string;
  dimensions?: Readonly<Record<string, string>>;
};

export type LineInputInput = {
  account: string;
  debit?: Fen;
  credit?: Fen;
  summary?: string;
  dimensions?: Readonly<Record<string, string>>;
};

export type LineView = {
  number: number;
  sourceLine: number;
  name: string;
  idNumber: string;
  account: string;
  bankCode: string;
  bankName: string;
  item: string;
  itemName: string;
  amount: Fen;
  state: string;
  reason: string;
  round: number;
  corrected: boolean;
  evidence: Readonly<Record<string, string>>;
};

export type LinkedItem = {
  item: string;
  name: string;
  class: string;
  unit: FigureKind;
  budget?: number;
  adjusted?: number;
  executed?: number;
  final?: number;
  executedPermille?: number;
  finalPermille?: number;
  difference?: number;
};

export type Manifest = {
  sender: string;
  batch: string;
  kind: string;
  fund: Fund;
  division: string;
  period: string;
  files: readonly ManifestFile[];
  attachments?: readonly ManifestAttachment[];
  mode?: string;
  purpose?: string;
  signature?: string;
  requestId: string;
};

export type ManifestAttachment = {
  name: string;
  type: string;
  sm3: string;
};

export type ManifestFile = {
  name: string;
  role: string;
  encoding: string;
  delimiter: string;
  rows: number;
  totalFen: number;
  sm3: string;
};

export type MappedColumn = {
  field: string;
  from: ValueFrom;
  sources: readonly string[];
  transforms: readonly Transform[];
  text?: string;
};

export type MappedColumnInput = {
  field: string;
  from: ValueFrom;
  sources: readonly string[];
  transforms: readonly TransformInput[];
  text?: string;
};

export type MappedPart = "item" | "column";

export type MappingLine = {
  id: string;
  name: string;
  version: number;
  isOpen: boolean;
  sender?: string;
  pattern?: string;
  table: string;
  tableName: string;
  sourceName: string;
  columns: number;
  by: string;
  at?: string;
};

export type MappingRow = {
  id: string;
  form: string;
  part: MappedPart;
  label: string;
  target?: string;
  from: number;
  to?: number;
  division: string;
  reason: string;
  by: string;
  at: string;
  added: number;
  parent?: string;
  task?: string;
  removed?: number;
  removedBy?: string;
  key: string;
};

export type MappingStep = {
  version: number;
  isOpen: boolean;
  by: string;
  at?: string;
  note?: string;
};

export type MappingUse = {
  file: string;
  mapping: string;
  name: string;
  version: number;
};

export type MappingView = {
  mapping: SourceMapping;
  versions: readonly MappingStep[];
};

export type Mark = {
  field: string;
  line: number;
  note: string;
};

export type MarkInput = {
  field: string;
  line: number;
  note: string;
};

export type MatchAge = {
  age: number;
  status: string;
  lines: number;
  differenceFen: number;
};

export type MatchLine = {
  id: string;
  fund: string;
  region: string;
  period: string;
  taxPeriod?: string;
  treasuryPeriod?: string;
  payerKind: string;
  payer: string;
  payerName?: string;
  ticket?: string;
  tickets: number;
  agencyFen?: number;
  taxFen?: number;
  treasuryFen?: number;
  differenceFen: number;
  status: string;
  since?: string;
  days?: number;
  reason: string;
  agency?: SourceRef;
  tax?: SourceRef;
  treasury?: SourceRef;
  decision?: LineDecision;
};

export type MatchReason = {
  id: string;
  text: string;
  points: number;
  of: number;
};

export type MatchRules = {
  statuses: readonly MatchStatus[];
  reasons: readonly ReasonRule[];
  ages: readonly AgeingStep[];
  verdicts: readonly Verdict[];
  reasonSql: string;
  ageSql: string;
};

export type MatchSettings = {
  toleranceDays: number;
  amountPoints: number;
  datePoints: number;
  referencePoints: number;
  textPoints: number;
  threshold: number;
  groupMax: number;
  bookFrom?: string;
};

export type MatchSettingsInput = {
  toleranceDays: number;
  amountPoints: number;
  datePoints: number;
  referencePoints: number;
  textPoints: number;
  threshold: number;
  groupMax: number;
  bookFrom?: string;
};

export type MatchStatus = {
  id: string;
  name: string;
  tone: string;
  reason: string;
};

export type MatchSum = {
  fund: string;
  region: string;
  period: string;
  status: string;
  lines: number;
  differenceFen: number;
  agencyFen: number;
  taxFen: number;
  treasuryFen: number;
};

export type MatchView = {
  askedAt: string;
  sums: readonly MatchSum[];
  ages: readonly MatchAge[];
};

export type MatchedAll = {
  matched: number;
  amount: Fen;
  left: number;
};

export type ModuleKind = "report" | "detail" | "subjects" | "versions";

export type MonitorView = {
  day: string;
  partners: readonly PartnerStatus[];
  deliveries: readonly DeliveryStatus[];
  days: readonly DayVolume[];
  dead: number;
};

export type MonthFigures = {
  period: string;
  income: Fen;
  expenditure: Fen;
  paid: Fen;
};

export type MovedAnswer = {
  done: number;
  refused: number;
  rows: readonly MovedRow[];
};

export type MovedRow = {
  number: number;
  voucher?: string;
  code?: string;
  problem?: string;
};

export type Named = {
  code: string;
  name: string;
};

export type NeededAmount = {
  key: string;
  name: string;
  accounts?: readonly string[];
};

export type NeededText = {
  name: string;
  title: string;
  required: boolean;
};

export type NewPassword = {
  user: string;
  password: string;
};

export type NodeRole = "central" | "front";

export type NodeView = {
  node: FrontNode;
  isOwn: boolean;
  isLink: boolean;
  lastSerial: number;
  missing: readonly number[];
  lastAt?: string;
  ownPublicKey?: string;
};

export type OpenItem = {
  id: string;
  date: string;
  days: number;
  text: string;
  reference: string;
  amount: Fen;
  book?: string;
  voucher?: string;
};

export type OpenItems = {
  items: readonly OpenItem[];
  sum: Fen;
};

export type OpeningImport = {
  rows: number;
  imported: number;
  books: readonly string[];
  problems: readonly RowProblem[];
};

export type OrderItem = {
  item: string;
  name: string;
  lines: number;
  amount: Fen;
  budgetLine: string;
};

export type OriginRow = {
  row: number;
  cells: readonly string[];
};

export type Overpaid = {
  fund: Fund;
  agencyName: string;
  bankAccount: string;
  amount: Fen;
};

export type OverviewCell = {
  year: number;
  state: YearState;
  expected: number;
  own: number;
  reports: number;
  regions: number;
  figures: number;
  failed: number;
};

export type OverviewRow = {
  number: string;
  name: string;
  kind: ModuleKind;
  fund?: Fund;
  years: readonly OverviewCell[];
};

export type OverviewTotals = {
  opening: Fen;
  income: Fen;
  expenditure: Fen;
  balance: Fen;
  requests: number;
  requested: Fen;
  paid: Fen;
};

export type PackageOrdered = {
  receiver: string;
  serial: number;
  fileName: string;
};

export type PageOfAgency = {
  items: readonly Agency[];
  total: number;
  continuation?: string;
};

export type PageOfAuditView = {
  items: readonly AuditView[];
  total: number;
  continuation?: string;
};

export type PageOfBankAccountRow = {
  items: readonly BankAccountRow[];
  total: number;
  continuation?: string;
};

export type PageOfBankMatch = {
  items: readonly BankMatch[];
  total: number;
  continuation?: string;
};

export type PageOfBankStatement = {
  items: readonly BankStatement[];
  total: number;
  continuation?: string;
};

export type PageOfBookRow = {
  items: readonly BookRow[];
  total: number;
  continuation?: string;
};

export type PageOfBudgetImport = {
  items: readonly BudgetImport[];
  total: number;
  continuation?: string;
};

export type PageOfConsumerView = {
  items: readonly ConsumerView[];
  total: number;
  continuation?: string;
};

export type PageOfCrossLine = {
  items: readonly CrossLine[];
  total: number;
  continuation?: string;
};

export type PageOfDetailBatchRow = {
  items: readonly DetailBatchRow[];
  total: number;
  continuation?: string;
};

export type PageOfExpenditureKind = {
  items: readonly ExpenditureKind[];
  total: number;
  continuation?: string;
};

export type PageOfFindingLine = {
  items: readonly FindingLine[];
  total: number;
  continuation?: string;
};

export type PageOfHeadView = {
  items: readonly HeadView[];
  total: number;
  continuation?: string;
};

export type PageOfHistoryBatch = {
  items: readonly HistoryBatch[];
  total: number;
  continuation?: string;
};

export type PageOfHistoryTrial = {
  items: readonly HistoryTrial[];
  total: number;
  continuation?: string;
};

export type PageOfHit = {
  items: readonly Hit[];
  total: number;
  continuation?: string;
};

export type PageOfIndexConflict = {
  items: readonly IndexConflict[];
  total: number;
  continuation?: string;
};

export type PageOfInstruction = {
  items: readonly Instruction[];
  total: number;
  continuation?: string;
};

export type PageOfIntakeRow = {
  items: readonly IntakeRow[];
  total: number;
  continuation?: string;
};

export type PageOfJob = {
  items: readonly Job[];
  total: number;
  continuation?: string;
};

export type PageOfLayoutName = {
  items: readonly LayoutName[];
  total: number;
  continuation?: string;
};

export type PageOfLineView = {
  items: readonly LineView[];
  total: number;
  continuation?: string;
};

export type PageOfMatchLine = {
  items: readonly MatchLine[];
  total: number;
  continuation?: string;
};

export type PageOfNodeView = {
  items: readonly NodeView[];
  total: number;
  continuation?: string;
};

export type PageOfPartnerView = {
  items: readonly PartnerView[];
  total: number;
  continuation?: string;
};

export type PageOfPayAccount = {
  items: readonly PayAccount[];
  total: number;
  continuation?: string;
};

export type PageOfPaymentException = {
  items: readonly PaymentException[];
  total: number;
  continuation?: string;
};

export type PageOfPersonEntry = {
  items: readonly PersonEntry[];
  total: number;
  continuation?: string;
};

export type PageOfQualityRow = {
  items: readonly QualityRow[];
  total: number;
  continuation?: string;
};

export type PageOfReceiptFile = {
  items: readonly ReceiptFile[];
  total: number;
  continuation?: string;
};

export type PageOfScheduleView = {
  items: readonly ScheduleView[];
  total: number;
  continuation?: string;
};

export type PageOfSessionView = {
  items: readonly SessionView[];
  total: number;
  continuation?: string;
};

export type PageOfSharedCall = {
  items: readonly SharedCall[];
  total: number;
  continuation?: string;
};

export type PageOfSharedSubject = {
  items: readonly SharedSubject[];
  total: number;
  continuation?: string;
};

export type PageOfSuggestion = {
  items: readonly Suggestion[];
  total: number;
  continuation?: string;
};

export type PageOfTaxItemLine = {
  items: readonly TaxItemLine[];
  total: number;
  continuation?: string;
};

export type PageOfTodoCount = {
  items: readonly TodoCount[];
  total: number;
  continuation?: string;
};

export type PageOfTransferRow = {
  items: readonly TransferRow[];
  total: number;
  continuation?: string;
};

export type PageOfUserRow = {
  items: readonly UserRow[];
  total: number;
  continuation?: string;
};

export type PageOfVoucherHit = {
  items: readonly VoucherHit[];
  total: number;
  continuation?: string;
};

export type PartFigures = {
  division: string;
  name: string;
  isOwn: boolean;
  hasBelow: boolean;
  income: Fen;
  expenditure: Fen;
  balance: Fen;
  requests: number;
  requested: Fen;
  paid: Fen;
};

export type PartnerChannel = {
  kind: ChannelKind;
  address?: string;
  node?: string;
};

export type PartnerChannelInput = {
  kind: ChannelKind;
  address?: string;
  node?: string;
};

export type PartnerKind = "agency" | "tax" | "treasury" | "bank" | "platform" | "civilAffairs" | "police" | "statistics" | "payroll" | "publicBudget";

export type PartnerStatus = {
  id: string;
  name: string;
  kind: PartnerKind;
  isOpen: boolean;
  todayIn: number;
  todayOut: number;
  monthIn: number;
  monthOut: number;
  late: number;
  failing: number;
  dead: number;
  lastAt?: string;
};

export type PartnerView = {
  id: string;
  name: string;
  kind: PartnerKind;
  division: string;
  folder: string;
  channels: readonly PartnerChannel[];
  deliveries: readonly ExpectedDelivery[];
  isOpen: boolean;
  user?: string;
  since?: string;
};

export type Passport = {
  table: string;
  tableName: string;
  field?: string;
  fieldName?: string;
  from: string;
  to: string;
  division: string;
  rows: number;
  fen: number;
  batches: readonly PassportBatch[];
  lines: readonly PassportLine[];
  next?: string;
};

export type PassportBatch = {
  batch: string;
  number?: string;
  sender?: string;
  fileName?: string;
  fileSm3?: string;
  lakeFile: string;
  lakeSm3: string;
  period: string;
  receivedAt?: string;
  rows: number;
  fen: number;
};

export type PassportDocument = {
  request: string;
  purpose: string;
  fileName?: string;
  sm3?: string;
  amount: Fen;
  rows: number;
  lines: readonly PassportPayee[];
};

export type PassportLine = {
  batch: string;
  file: number;
  line: number;
  period: string;
  division: string;
  key: readonly string[];
  fen: number;
};

export type PassportPayee = {
  number: number;
  sourceLine: number;
  name: string;
  item: string;
  amount: Fen;
};

export type PassportVoucher = {
  number: string;
  date: string;
  summary: string;
  debit: Fen;
  credit: Fen;
  source: SourceLink;
  document?: PassportDocument;
};

export type PasswordReset = {
  initialPassword: string;
};

export type PayAccount = {
  division: string;
  fund: Fund;
  kind: AccountKind;
  agency: string;
  number: string;
  name: string;
  bank: string;
  bankCode: string;
  bankName: string;
};

export type PayAccountInput = {
  division: string;
  fund: Fund;
  kind: AccountKind;
  agency: string;
  number: string;
  name: string;
  bank: string;
  bankCode: string;
  bankName: string;
};

export type PayChannel = "bank" | "interface" | "paper";

export type PayRound = {
  number: number;
  batch: string;
  payer: string;
  asked: Fen;
  paid: Fen;
  failed: Fen;
  paidOn?: string;
  paidItems: readonly ItemTotal[];
  voucher?: VoucherRef;
  indexed: boolean;
};

export type PayTo = "payees" | "agencyAccount" | "upperAccount" | "none";

export type PaymentBatch = {
  id: string;
  version: number;
  request: string;
  round: number;
  channel: PayChannel;
  payer: PayAccount;
  purpose: string;
  lines: number;
  progress: BatchProgress;
  reviewers: readonly string[];
  state: string;
  createdAt: string;
  sentBy?: Person;
  sentAt?: string;
  file?: SentFile;
  answeredAt?: string;
  paidOn?: string;
  stateTitle: string;
};

export type PaymentException = {
  id: string;
  version: number;
  receipt: string;
  row: number;
  kind: string;
  message: string;
  batch: string;
  instruction: string;
  line: number;
  amount: Fen;
  result: string;
  division: string;
  fund?: Fund;
  at: string;
  state: string;
  resolvedBy: string;
  resolvedAt?: string;
  resolution: string;
};

export type PaymentRequest = {
  id: string;
  version: number;
  kind: string;
  agencyName: string;
  mode: string;
  purpose: string;
  book: LineBook;
  received?: KeptFile;
  attachments: readonly KeptFile[];
  contentHash: string;
  before?: Earlier;
  submittedAt: string;
  changedAt: string;
  submission: number;
  reviewedFrom: number;
  state: RequestState;
  progress: Progress;
  steps: readonly ReviewStep[];
  decisions: readonly Decision[];
  noticed: readonly Finding[];
  findings: readonly Finding[];
  overBudget: readonly string[];
  budgetHeld: boolean;
  payTo: PayTo;
  treasury: TreasuryMode;
  rounds: readonly PayRound[];
  refunds: readonly Refund[];
  giveUps: number;
  run: number;
  blocked?: string;
  chainInstance: string;
  makers: readonly string[];
  approvals: readonly Decision[];
};

export type PaymentSlip = {
  batch: string;
  divisionName: string;
  fundName: string;
  payerName: string;
  payerAccount: string;
  payerBank: string;
  purpose: string;
  lines: number;
  amount: Fen;
  capitals: string;
  issuedAt: string;
  items: readonly SlipLine[];
};

export type PeriodEnd = {
  period: string;
  last: number;
  digest: string;
};

export type PeriodIsClosed = {
  book: string;
  closedThrough: string;
  entries: readonly string[];
};

export type Person = {
  id: string;
  name: string;
};

export type PersonContributions = {
  name: string;
  number: string;
  lines: readonly ContributionLine[];
  isCut: boolean;
};

export type PersonEntry = {
  payee: string;
  request: string;
  line: number;
  sourceLine: number;
  round: number;
  kind: string;
  period: string;
  item: string;
  amount: Fen;
  state: string;
  reason: string;
  name: string;
  idNumber: string;
  account: string;
  paidOn: string;
  voucher?: VoucherRef;
  refundedOn?: string;
  refundVoucher?: VoucherRef;
  id: string;
  division: string;
  fund: Fund;
  agency: string;
};

export type PersonHit = {
  payee: string;
  name: string;
  idNumber: string;
  divisions: readonly string[];
  funds: readonly Fund[];
  entries: number;
  paid: Fen;
  lastOn: string;
};

export type PersonHits = {
  hits: readonly PersonHit[];
  isCut: boolean;
};

export type PersonLedger = {
  payee: string;
  name: string;
  idNumber: string;
  lines: readonly PersonLine[];
  totals: readonly PersonTotal[];
  paid: Fen;
  left: number;
};

export type PersonLine = {
  entry: PersonEntry;
  divisionName: string;
  kindName: string;
  itemName: string;
};

export type PersonTotal = {
  year: number;
  fund: Fund;
  entries: number;
  paid: Fen;
  refunded: Fen;
  failed: Fen;
};

export type PlanPage = {
  items: readonly PlanRow[];
  total: number;
  amount: Fen;
  charged: Fen;
  continuation?: string;
};

export type PlanRow = {
  from: string;
  fromName: string;
  to: string;
  toName: string;
  fund: Fund;
  year: number;
  type: RemittanceType;
  typeName: string;
  amount: Fen;
  charged: Fen;
  left: Fen;
  documentNo: string;
  issuedBy: string;
  issuedAt: string;
  version: number;
};

export type PreparedAnswer = {
  book: string;
  number: number;
  state: PreparedState;
  voucher?: string;
};

export type PreparedPage = {
  items: readonly PreparedView[];
  total: number;
  debit: Fen;
  continuation?: string;
};

export type PreparedState = "prepared" | "audited" | "returned" | "posted" | "dropped";

export type PreparedView = {
  number: number;
  book: string;
  bookTitle: string;
  state: PreparedState;
  stateTitle: string;
  period: string;
  date: string;
  summary: string;
  total: Fen;
  totalCapitals: string;
  papers: number;
  files: readonly KeptFile[];
  lines: readonly VoucherLineView[];
  source: SourceLink;
  reverses?: string;
  preparedBy: Signature;
  auditedBy?: Signature;
  note?: string;
  voucher?: string;
};

export type PrepaymentDetail = {
  book: string;
  bookTitle: string;
  asOf: string;
  agency: string;
  agencyName: string;
  bankAccount: string;
  bankName: string;
  open: readonly PrepaymentRest[];
  uncovered: readonly PrepaymentRest[];
  balance: Fen;
  agencyBook?: Fen;
  bank?: BankBalance;
  ages: readonly AgeStep[];
};

export type PrepaymentList = {
  asOf: string;
  year: number;
  items: readonly PrepaymentView[];
  opening: Fen;
  prepaid: Fen;
  settled: Fen;
  balance: Fen;
  uncovered: Fen;
  ages: readonly AgeStep[];
};

export type PrepaymentRest = {
  date: string;
  days: number;
  age: string;
  item: string;
  itemName: string;
  summary: string;
  amount: Fen;
  rest: Fen;
  source: SourceLink;
  voucher: VoucherRef;
};

export type PrepaymentView = {
  book: string;
  division: string;
  divisionName: string;
  fund: Fund;
  agency: string;
  agencyName: string;
  bankAccount: string;
  bankName: string;
  opening: Fen;
  prepaid: Fen;
  settled: Fen;
  balance: Fen;
  uncovered: Fen;
  since?: string;
  ages: readonly AgeStep[];
  agencyBook?: Fen;
  bank?: BankBalance;
};

export type PreviewFault = {
  code: string;
  message: string;
  place?: string;
};

export type PreviewVoucher = {
  book: string;
  bookTitle: string;
  period: string;
  date: string;
  summary: string;
  chart: string;
  rule: string;
  debit: Fen;
  credit: Fen;
  lines: readonly VoucherLineView[];
};

export type Progress = {
  requested: Fen;
  open: Fen;
  paid: Fen;
  failed: Fen;
  givenUp: Fen;
};

export type ProposedColumn = {
  column: MappedColumn;
  score: number;
  why: string;
};

export type ProposedTable = {
  table: string;
  name: string;
  sourceName: string;
  score: number;
  matched: number;
  required: number;
  requiredAll: number;
};

export type PublicationView = {
  subject: string;
  name: string;
  folder: string;
  manifest?: SharedManifest;
};

export type Publications = {
  last?: PublishRun;
  items: readonly PublicationView[];
};

export type PublishRun = {
  at: string;
  by: string;
  editions: number;
  written: number;
  changed: readonly string[];
};

export type QualityMonth = {
  period: string;
  received: number;
  scorePermille: number;
  completenessPermille: number;
  consistencyPermille: number;
  acceptancePermille: number;
};

export type QualityRow = {
  batch: string;
  table: string;
  tableName: string;
  fund?: Fund;
  sender: string;
  senderName?: string;
  division: string;
  period: string;
  at: string;
  received: number;
  accepted: number;
  returned: number;
  duplicate: number;
  noted: number;
  completenessPermille: number;
  consistencyPermille: number;
  acceptancePermille: number;
  scorePermille: number;
};

export type ReasonRule = {
  id: string;
  when: string;
  text: string;
};

export type ReceiptAnswer = {
  sm3: string;
  repeated: boolean;
  rows: number;
  matched: number;
  ignored: number;
  exceptions: number;
  badRows: readonly BadRow[];
};

export type ReceiptFile = {
  sm3: string;
  version: number;
  bank: string;
  name: string;
  blob: string;
  division: string;
  receivedAt: string;
  by: string;
  state: string;
  rows: number;
  total: Fen;
  matched: number;
  ignored: number;
  exceptions: number;
  refusal: string;
};

export type Reconciliation = {
  account: string;
  accountName: string;
  bankName: string;
  date: string;
  start?: string;
  through?: string;
  bankBalance: Fen;
  bookBalance: Fen;
  bookIn: OpenItems;
  bookOut: OpenItems;
  bankIn: OpenItems;
  bankOut: OpenItems;
  startDifference: Fen;
  adjustedBank: Fen;
  adjustedBook: Fen;
  difference: Fen;
  isEqual: boolean;
};

export type ReconciliationView = {
  answers: readonly AnswerHead[];
  match: MatchRules;
  items: readonly TaxItem[];
  crossRules: readonly CrossRule[];
  registry: RegistryRules;
};

export type Refund = {
  key: string;
  round: number;
  on: string;
  lines: readonly RefundedLine[];
  items?: readonly ItemTotal[];
  voucher?: VoucherRef;
  indexed: boolean;
  isSettled: boolean;
};

export type RefundedLine = {
  number: number;
  reason: string;
};

export type RegionTally = {
  division: string;
  accepted: RowsAndFen;
  noted: number;
  filled: Readonly<Record<string, number>>;
};

export type RegistryRules = {
  kinds: readonly ConflictKind[];
  verdicts: readonly Verdict[];
};

export type RemittanceType = "adjustment" | "risk" | "reserve" | "balance";

export type ReportTask = {
  id: string;
  name: string;
  words: readonly string[];
  cycle: Cycle;
  columns: readonly TaskColumn[];
  main?: string;
  mark?: string;
  fundCells?: readonly CellFormula[];
  fundRules?: readonly FormRule[];
  periodsAYear: number;
};

export type ReportVersion = {
  batch: string;
  cells: number;
  failed: number;
  at: string;
  withdrawnAt?: string;
};

export type RequestAnswer = {
  id: string;
  state: string;
  stateTitle: string;
  version: number;
};

export type RequestChanges = {
  submission: number;
  lines: LineChanges;
  totalBefore: Fen;
  totalNow: Fen;
  purposeBefore?: string;
  purposeNow?: string;
  attachmentsAdded: readonly string[];
  attachmentsRemoved: readonly string[];
  marks: readonly Mark[];
};

export type RequestPage = {
  items: readonly RequestRow[];
  total: number;
  continuation?: string;
  amount: Fen;
  paid: Fen;
  failed: Fen;
};

export type RequestRow = {
  id: string;
  division: string;
  fund: Fund;
  kind: string;
  kindName: string;
  period: string;
  agency: string;
  agencyName: string;
  purpose: string;
  state: string;
  stateTitle: string;
  stepTitle: string;
  awaits: string;
  total: Fen;
  paid: Fen;
  failed: Fen;
  lines: number;
  maker: string;
  submittedAt: string;
  changedAt: string;
  deadline?: string;
  escalated: boolean;
  blocked: string;
  search: string;
  version: number;
};

export type RequestState = RequestStateChecking | RequestStateReturned | RequestStateInReview | RequestStateInTreasury | RequestStatePaying | RequestStateBooking | RequestStatePartlyFailed | RequestStateFinished | RequestStateRejected | RequestStateWithdrawn;

export type RequestStateBooking = {
  name?: "booking";
  round: number;
};

export type RequestStateChecking = {
  name?: "checking";
  resume: number;
};

export type RequestStateFinished = {
  name?: "done";
};

export type RequestStateInReview = {
  name?: "inReview";
  step: number;
  wait: Wait;
};

export type RequestStateInTreasury = {
  name?: "inTreasury";
  wait: Wait;
};

export type RequestStatePartlyFailed = {
  name?: "partlyFailed";
  round: number;
  correctedBy: readonly string[];
  corrections: number;
  wait: Wait;
};

export type RequestStatePaying = {
  name?: "paying";
  round: number;
  batch?: string;
  wait: Wait;
};

export type RequestStateRejected = {
  name?: "rejected";
  reason: string;
};

export type RequestStateReturned = {
  name?: "returned";
  by: string;
  reason: string;
  marks: readonly Mark[];
  resume: number;
  wait: Wait;
};

export type RequestStateWithdrawn = {
  name?: "withdrawn";
  reason: string;
};

export type RequestView = {
  row: RequestRow;
  request: PaymentRequest;
  kindName: string;
  timeline: readonly Decision[];
  budget: readonly BudgetPosition[];
  actions: readonly string[];
  batches: readonly string[];
  hasOrder: boolean;
  eTag: string;
};

export type RetiredFile = {
  name: string;
  since: string;
};

export type Reversal = {
  receivedOn: string;
  voucher: VoucherRef;
  red: VoucherRef;
  on: string;
};

export type ReviewStep = {
  id: string;
  name: string;
  permission: string;
  fromFen: number;
  workingDays: number;
};

export type ReviewStepInput = {
  id: string;
  name: string;
  permission: string;
  fromFen: number;
  workingDays: number;
};

export type RoleConflict = {
  left: string;
  leftName: string;
  right: string;
  rightName: string;
  reason: string;
  basis: string;
};

export type RoleGrantInput = {
  role: string;
  funds?: readonly Fund[];
  division: string;
};

export type RoleTable = {
  roles: readonly RoleView[];
  conflicts: readonly RoleConflict[];
};

export type RoleView = {
  code: string;
  name: string;
  group: string;
  actions: readonly Named[];
};

export type RolledBack = {
  by: string;
  byName: string;
  at: string;
  reason: string;
};

export type RolledBalances = {
  division: string;
  divisionName: string;
  fund: Fund;
  period: string;
  below: boolean;
  asOf?: string;
  version: number;
  rows: readonly RolledRow[];
  totals: RolledTotals;
};

export type RolledPart = {
  division: string;
  name: string;
  isOwn: boolean;
  hasBelow: boolean;
  opening: Fen;
  debit: Fen;
  credit: Fen;
  yearDebit: Fen;
  yearCredit: Fen;
  closing: Fen;
  book?: string;
};

export type RolledParts = {
  division: string;
  divisionName: string;
  fund: Fund;
  period: string;
  account: string;
  asOf?: string;
  items: readonly RolledPart[];
};

export type RolledRow = {
  account: string;
  name: string;
  level: number;
  isLeaf: boolean;
  openingDebit: Fen;
  openingCredit: Fen;
  debit: Fen;
  credit: Fen;
  yearDebit: Fen;
  yearCredit: Fen;
  closingDebit: Fen;
  closingCredit: Fen;
};

export type RolledTotals = {
  openingDebit: Fen;
  openingCredit: Fen;
  debit: Fen;
  credit: Fen;
  yearDebit: Fen;
  yearCredit: Fen;
  closingDebit: Fen;
  closingCredit: Fen;
};

export type RowProblem = {
  line: number;
  column: string;
  code: string;
  message: string;
};

export type RowResult = {
  id: string;
  done: boolean;
  code: string;
  message: string;
};

export type RowsAndFen = {
  rows: number;
  fen: number;
};

export type RuleLine = {
  side: Side;
  account: string;
  amount: string;
  dimensions: Readonly<Record<string, string>>;
  key?: string;
  when: Sign;
};

export type RuleList = {
  items: readonly RuleView[];
};

export type RuleVersionView = {
  number: number;
  from: string;
  until?: string;
  basis: string;
  summary: string;
  note: string;
  entries: readonly TypicalEntry[];
  amounts: readonly NeededAmount[];
  dimensions: readonly NeededText[];
  facts: readonly NeededText[];
  lines: readonly RuleLine[];
};

export type RuleView = {
  id: string;
  name: string;
  book: BookKind;
  bookName: string;
  byHand?: Sign;
  funds?: readonly Fund[];
  versions: readonly RuleVersionView[];
};

export type RuleWeight = "hard" | "soft";

export type SampleColumn = {
  name: string;
  samples: readonly string[];
};

export type SampleReading = {
  id: string;
  fileName: string;
  size: number;
  sheets: readonly string[];
  format: SourceFormat;
  columns: readonly SampleColumn[];
  rows: readonly SampleRow[];
  tables: readonly ProposedTable[];
  table: string;
  proposed: readonly ProposedColumn[];
  period?: string;
  mappings: readonly string[];
};

export type SampleRow = {
  line: number;
  cells: readonly string[];
};

export type ScheduleView = {
  name: string;
  title: string;
  cron: string;
  next: string;
  lastStart?: string;
  lastEnd?: string;
  lastSucceeded?: boolean;
  lastResult?: string;
};

export type Scope = {
  division: string;
  fund?: Fund;
};

export type SentFile = {
  blob: string;
  sm3: string;
  size: number;
};

export type SeriesPoint = {
  period: string;
  division: string;
  column: string;
  kind: FigureKind;
  value: number;
  label: string;
  batch: string;
  place: string;
};

export type SessionOpened = {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
  user: SignedInUser;
};

export type SessionView = {
  id: string;
  startedAt: string;
  seenAt: string;
  from: string;
  isCurrent: boolean;
};

export type Severity = "hard" | "soft";

export type SharedAccounts = {
  prefix: string;
  side: string;
};

export type SharedBlob = {
  name: string;
  size: number;
  sha256: string;
  sm3: string;
};

export type SharedCall = {
  number: string;
  consumer: string;
  day: string;
  at: string;
  credential: string;
  method: string;
  subject: string;
  filter: string;
  from: string;
  requestId: string;
  code: string;
  rows: number;
  durationMs: number;
};

export type SharedColumn = {
  name: string;
  title: string;
  type: SharedType;
  sensitive: boolean;
  heading: string;
  parquetName: string;
};

export type SharedFile = {
  of: string;
  rows: number;
  csv: SharedBlob;
  parquet: SharedBlob;
  publishedAt: string;
};

export type SharedGrant = {
  subject: string;
  fields?: readonly string[];
  divisions: readonly string[];
  funds?: readonly Fund[];
  from: string;
  until?: string;
};

export type SharedGrantInput = {
  subject: string;
  fields?: readonly string[];
  divisions: readonly string[];
  funds?: readonly Fund[];
  from: string;
  until?: string;
};

export type SharedManifest = {
  subject: string;
  name: string;
  description: string;
  version: number;
  columns: readonly SharedColumn[];
  files: readonly SharedFile[];
  retired: readonly RetiredFile[];
};

export type SharedPage = {
  subject: string;
  name: string;
  columns: readonly SharedColumn[];
  items: readonly (Readonly<Record<string, unknown>>)[];
  total: number;
  continuation?: string;
};

export type SharedSubject = {
  order: number;
  id: string;
  name: string;
  granularity: Granularity;
  description: string;
  filledFrom: string;
  columns: readonly SharedColumn[];
  accounts?: readonly SharedAccounts[];
  accountClass?: string;
};

export type SharedType = "text" | "integer" | "money" | "period";

export type SheetAnswer = {
  task: string;
  division: string;
  state: SheetState;
  stateName: string;
  open: readonly BrokenRuleView[];
};

export type SheetChoice = {
  sheet?: string;
  task?: string;
  form?: string;
  period?: unknown;
  division?: unknown;
  unit?: string;
  skipReason?: string;
};

export type SheetChoiceInput = {
  sheet?: string;
  task?: string;
  form?: string;
  period?: unknown;
  division?: unknown;
  unit?: string;
  skipReason?: string;
};

export type SheetHead = {
  task?: string;
  form?: string;
  period?: string;
  division?: string;
  unit?: string;
  title: string;
  missing: readonly string[];
};

export type SheetPage = {
  items: readonly SheetRow[];
  total: number;
  counts: Readonly<Record<string, number>>;
  continuation?: string;
};

export type SheetReason = {
  form: string;
  rule: string;
  column: string;
  text: string;
  by: string;
  at: string;
};

export type SheetRow = {
  task: string;
  taskName: string;
  kind: string;
  year: number;
  division: string;
  divisionName: string;
  state: SheetState;
  stateName: string;
  deadline: string;
  changedAt: string;
  changedBy?: string;
  round: number;
  version: number;
  rowId: string;
};

export type SheetState = "notStarted" | "filling" | "checksFailed" | "submitted" | "returned" | "reviewed" | "approved" | "locked";

export type SheetStep = {
  to: SheetState;
  at: string;
  byId: string;
  byName: string;
  text?: string;
};

export type SheetView = {
  sheet: FormSheet;
  taskName: string;
  deadline: string;
  stateName: string;
  form: Form;
  figures: Readonly<Record<string, number>>;
  computed: readonly string[];
  changed: readonly CellChange[];
  broken: readonly BrokenRuleView[];
  differences: readonly FlowDifference[];
  mayFill: boolean;
};

export type Side = "debit" | "credit";

export type Sign = "any" | "positive" | "negative";

export type Signature = {
  id: string;
  name: string;
  at: string;
};

export type SignedInUser = {
  id: string;
  account: string;
  name: string;
  division: Named;
  agency?: string;
  agencyName?: string;
  roles: readonly Named[];
  actions: readonly string[];
  funds: readonly string[];
  mustChangePassword: boolean;
  totpEnrolled: boolean;
};

export type SlipAnswer = {
  id: string;
  state: string;
  stateName: string;
};

export type SlipLine = {
  line: number;
  name: string;
  account: string;
  bankName: string;
  amount: Fen;
};

export type SlipPage = {
  items: readonly SlipRow[];
  total: number;
  amount: Fen;
  booked: Fen;
  inTransit: Fen;
  refunded: Fen;
  continuation?: string;
};

export type SlipRow = {
  id: string;
  from: string;
  fromName: string;
  to: string;
  toName: string;
  fund: Fund;
  type: RemittanceType;
  typeName: string;
  amount: Fen;
  period: string;
  year: number;
  paidOn: string;
  state: string;
  stateName: string;
  stepName: string;
  reminders: number;
  escalated: boolean;
  bookedOn?: string;
  voucher?: string;
  refundedOn?: string;
  reversedOn?: string;
  version: number;
};

export type SlipState = SlipStateReviewing | SlipStateReceiving | SlipStateDisputed | SlipStateBooking | SlipStateBooked | SlipStateReversing | SlipStateRefunded;

export type SlipStateBooked = {
  code: "booked";
  reviewedBy: Signature;
  receivedBy: Signature;
  receivedOn: string;
  voucher: VoucherRef;
};

export type SlipStateBooking = {
  code: "booking";
  reviewedBy: Signature;
  receivedBy: Signature;
  receivedOn: string;
  blocked?: string;
  refundedOn?: string;
};

export type SlipStateDisputed = {
  code: "disputed";
  by: Signature;
  reason: string;
  step: string;
};

export type SlipStateReceiving = {
  code: "receiving";
  since: string;
  reminders: number;
  reviewedBy: Signature;
};

export type SlipStateRefunded = {
  code: "refunded";
  refundedOn: string;
  reversal?: Reversal;
};

export type SlipStateReversing = {
  code: "reversing";
  receivedOn: string;
  voucher: VoucherRef;
  refundedOn: string;
  blocked?: string;
};

export type SlipStateReviewing = {
  code: "reviewing";
  since: string;
  reminders: number;
};

export type SlipStep = {
  step: string;
  title: string;
  by: Signature;
  opinion: string;
};

export type SlipView = {
  row: SlipRow;
  state: SlipState;
  variantName: string;
  history: readonly SlipStep[];
};

export type SourceCell = {
  heading: string;
  text: string;
};

export type SourceFormat = {
  headingRow: number;
  footers: readonly string[];
  encoding?: string;
  delimiter?: string;
  sheet?: string;
};

export type SourceFormatInput = {
  headingRow: number;
  footers: readonly string[];
  encoding?: string;
  delimiter?: string;
  sheet?: string;
};

export type SourceLine = {
  batch: string;
  packageName: string;
  packageSm3: string;
  fileName: string;
  line: number;
  cells: readonly SourceCell[];
};

export type SourceLink = {
  kind: string;
  id: string;
  detail: string;
};

export type SourceMapping = {
  id: string;
  name: string;
  version: number;
  sender?: string;
  pattern?: string;
  table: string;
  format: SourceFormat;
  headings: readonly string[];
  columns: readonly MappedColumn[];
  isOpen: boolean;
  note?: string;
};

export type SourceMappingInput = {
  id: string;
  name: string;
  version: number;
  sender?: string;
  pattern?: string;
  table: string;
  format: SourceFormatInput;
  headings: readonly string[];
  columns: readonly MappedColumnInput[];
  isOpen?: boolean;
  note?: string;
};

export type SourceRef = {
  batch: string;
  file: number;
  line: number;
  table: string;
};

export type StateFigures = {
  state: string;
  requests: number;
  requested: Fen;
  paid: Fen;
  failed: Fen;
  open: Fen;
};

export type StatedTotal = {
  item: string;
  column: string;
  total: string;
};

export type StatedTotalInput = {
  item: string;
  column: string;
  total: string;
};

export type Statement = {
  id: string;
  name: string;
  basis: string;
  regime: string;
  columns: readonly StatementColumn[];
  rows: readonly StatementLine[];
  checks: readonly StatementCheck[];
};

export type StatementAccount = {
  account: string;
  name: string;
  amount: Fen;
};

export type StatementAnswer = {
  id: string;
  format: string;
  repeated: boolean;
  from?: string;
  to?: string;
  opening: Fen;
  in: Fen;
  out: Fen;
  closing: Fen;
  lines: number;
  new: number;
  known: number;
  problems: readonly RowProblem[];
  warnings: readonly string[];
};

export type StatementCheck = {
  title: string;
  left: string;
  right: string;
};

export type StatementCheckInput = {
  title: string;
  left: string;
  right: string;
};

export type StatementCheckView = {
  title: string;
  column: string;
  isGood: boolean;
  difference: Fen;
};

export type StatementColumn = {
  id: string;
  title: string;
  of: ColumnOf;
};

export type StatementColumnInput = {
  id: string;
  title: string;
  of: ColumnOf;
};

export type StatementColumnView = {
  id: string;
  title: string;
  of: ColumnOf;
};

export type StatementEntry = {
  statement: Statement;
  isShipped: boolean;
};

export type StatementInput = {
  id: string;
  name: string;
  basis: string;
  regime: string;
  columns: readonly StatementColumnInput[];
  rows: readonly StatementLineInput[];
  checks: readonly StatementCheckInput[];
};

export type StatementLine = {
  code: string;
  title: string;
  formula?: string;
  indent: number;
  head: boolean;
  total: boolean;
};

export type StatementLineInput = {
  code: string;
  title: string;
  formula?: string;
  indent?: number;
  head?: boolean;
  total?: boolean;
};

export type StatementPart = {
  title: string;
  division?: string;
  book?: string;
  amount: Fen;
};

export type StatementParts = {
  row: string;
  title: string;
  amount: Fen;
  books: readonly StatementPart[];
  accounts: readonly StatementAccount[];
};

export type StatementRowView = {
  code: string;
  title: string;
  indent: number;
  head: boolean;
  total: boolean;
  cells: readonly Fen[];
};

export type StatementView = {
  id: string;
  name: string;
  basis: string;
  division: string;
  divisionName: string;
  fund: Fund;
  fundName: string;
  period: string;
  merged: boolean;
  unit: string;
  knownOn?: string;
  columns: readonly StatementColumnView[];
  rows: readonly StatementRowView[];
  checks: readonly StatementCheckView[];
  books: readonly string[];
};

export type SubjectChange = "same" | "renamed" | "new" | "removed" | "absent";

export type SubjectCheck = {
  form: string;
  title: string;
  versions: readonly FormVersion[];
  rows: readonly SubjectRow[];
};

export type SubjectHit = {
  of: string;
  key: string;
  name: string;
  number?: string;
  numbers: readonly string[];
  funds: readonly string[];
  regions: readonly string[];
  firstPeriod: string;
  lastPeriod: string;
  rows: number;
};

export type SubjectHits = {
  hits: readonly SubjectHit[];
  isCut: boolean;
};

export type SubjectRow = {
  item: string;
  name: string;
  class: string;
  unit: FigureKind;
  parent?: string;
  years: readonly SubjectYear[];
};

export type SubjectTrace = {
  name: string;
  fund: string;
  table: string;
  region: string;
  number: string;
  employerNo?: string;
  firstPeriod: string;
  lastPeriod: string;
  rows: number;
  source?: SourceRef;
};

export type SubjectYear = {
  year: number;
  label?: string;
  change: SubjectChange;
  found: readonly string[];
};

export type Submitted = {
  id: string;
  repeated: boolean;
};

export type Suggestion = {
  bank: readonly string[];
  book: readonly string[];
  amount: Fen;
  score: number;
  isTied: boolean;
  reasons: readonly MatchReason[];
};

export type SummaryRow = {
  account: string;
  name: string;
  debit: Fen;
  credit: Fen;
  lines: number;
};

export type SuspenseAge = {
  code: string;
  name: string;
  count: number;
  amount: Fen;
};

export type SuspenseDetail = {
  row: SuspenseRow;
  transfer?: TreasuryTransfer;
  agency?: CollectionDetail;
  tax?: CollectionDetail;
};

export type SuspenseImport = {
  rows: number;
  imported: number;
  unchanged: number;
  booked: number;
  cleared: number;
  problems: readonly RowProblem[];
};

export type SuspensePage = {
  asOf: string;
  items: readonly SuspenseView[];
  total: number;
  amount: Fen;
  open: Fen;
  ages: readonly SuspenseAge[];
  continuation?: string;
};

export type SuspenseReason = {
  code: string;
  text: string;
  difference?: unknown;
};

export type SuspenseRow = {
  id: string;
  division: string;
  divisionName: string;
  fund: Fund;
  ticket: string;
  since?: string;
  amount: Fen;
  agencyTotal?: Fen;
  taxTotal?: Fen;
  state: string;
  isRefused: boolean;
  reasons: readonly SuspenseReason[];
  booked?: VoucherRef;
  cleared?: VoucherRef;
  version: number;
};

export type SuspenseSettled = {
  tried: number;
  booked: number;
  cleared: number;
};

export type SuspenseView = {
  row: SuspenseRow;
  days?: number;
};

export type TableLine = {
  id: string;
  name: string;
  source: string;
  sourceName: string;
  fund?: Fund;
  origin: TableOrigin;
  group: string;
  cycle: string;
  fields: number;
  rules: number;
  key: readonly string[];
  isKeyUnique: boolean;
  scope: readonly string[];
  fieldNames: readonly string[];
};

export type TableOrigin = "tender" | "proposal";

export type TableRule = {
  role: string;
  name: string;
  required: boolean;
  fields: readonly FieldRule[];
};

export type TableTally = {
  received: RowsAndFen;
  accepted: RowsAndFen;
  returned: RowsAndFen;
  duplicate: RowsAndFen;
  standardized: number;
  faults: readonly FaultTally[];
  regions: readonly RegionTally[];
};

export type TableVersion = {
  version: number;
  from: string;
};

export type TableView = {
  table: CatalogTable;
  sourceName: string;
  lists: readonly CodeList[];
  rules: readonly CatalogRule[];
};

export type Tally = {
  rows: number;
  amount: Fen;
};

export type TaskColumn = {
  id: string;
  name: string;
  labels: readonly string[];
  unit: FigureKind;
  formula?: string;
};

export type TaxItem = {
  id: string;
  name: string;
  unit: string;
  agency?: string;
  tax?: string;
  tolerance: number;
  note?: string;
  isComparable: boolean;
};

export type TaxItemLine = {
  item: string;
  fund: string;
  region: string;
  period: string;
  employerNo: string;
  employerName?: string;
  agencyValue?: number;
  taxValue?: number;
  difference: number;
  agency?: SourceRef;
  tax?: SourceRef;
};

export type TaxItemSum = {
  item: string;
  fund: string;
  region: string;
  period: string;
  employers: number;
  differing: number;
  oneSided: number;
  agencyValue: number;
  taxValue: number;
};

export type TaxItemsView = {
  askedAt: string;
  sums: readonly TaxItemSum[];
};

export type ThreeWay = {
  account: string;
  date: string;
  agreements: readonly Agreement[];
  hasAgencyBooks: boolean;
};

export type TicketEmployer = {
  code: string;
  name: string;
  period: string;
  heads: number;
  dueUnit?: Fen;
  duePersonal?: Fen;
  due?: Fen;
  paidUnit?: Fen;
  paidPersonal?: Fen;
  paid?: Fen;
  difference: Fen;
};

export type TicketEmployers = {
  ticket: SuspenseDetail;
  employers: readonly TicketEmployer[];
};

export type TodoCount = {
  action: string;
  title: string;
  count: number;
  amount: Fen;
  overdue: number;
};

export type TotpBegun = {
  secret: string;
  uri: string;
};

export type TotpConfirmed = {
  recoveryCodes: readonly string[];
};

export type TransferDirection = "in" | "out";

export type TransferEvent = {
  at: string;
  what: string;
  code?: string;
  who?: string;
};

export type TransferRow = {
  id: string;
  direction: TransferDirection;
  partner: string;
  partnerName: string;
  division: string;
  channel: ChannelKind;
  name: string;
  size: number;
  sm3: string;
  state: TransferState;
  at: string;
  day: string;
  changedAt: string;
  attempts: number;
  repeats: number;
  delivery?: string;
  period?: string;
  batch?: string;
  node?: string;
  serial?: number;
  reason?: string;
  nextAt?: string;
  version: number;
};

export type TransferState = "waiting" | "retrying" | "sent" | "confirmed" | "dead" | "announced" | "received" | "accepted" | "returned" | "refused";

export type TransferView = {
  row: TransferRow;
  events: readonly TransferEvent[];
  hasContent: boolean;
  hasReceipt: boolean;
  reasonCode?: string;
  operation?: string;
  round: number;
};

export type Transform = {
  kind: TransformKind;
  text?: string;
  number: number;
  codes?: Readonly<Record<string, string>>;
  other?: string;
};

export type TransformInput = {
  kind: TransformKind;
  text?: string;
  number?: number;
  codes?: Readonly<Record<string, string>>;
  other?: string;
};

export type TransformKind = "trim" | "halfWidth" | "date" | "unit" | "amount" | "negate" | "split" | "pad" | "id18" | "codes" | "default";

export type TreasuryMode = "inSystem" | "interface" | "paper";

export type TreasuryTransfer = {
  date: string;
  amount: Fen;
  bankAccount: string;
};

export type Trial = {
  received: RowsAndFen;
  accepted: RowsAndFen;
  returned: RowsAndFen;
  duplicate: RowsAndFen;
  skipped: number;
  standardized: number;
  faults: readonly TrialFault[];
  preview: readonly TrialRow[];
  missing: readonly string[];
  unused: readonly string[];
};

export type TrialBalance = {
  book: string;
  bookTitle: string;
  period: string;
  rows: readonly BalanceRow[];
  totals: BalanceTotals;
};

export type TrialBlocker = {
  code: string;
  message: string;
};

export type TrialDifference = {
  new: number;
  changed: number;
  same: number;
  gone: number;
  changes: readonly ChangedCell[];
};

export type TrialFault = {
  rule: string;
  field: string;
  severity: Severity;
  message: string;
  rows: number;
  lines: readonly TrialLine[];
};

export type TrialLine = {
  line: number;
  column?: number;
  heading?: string;
  received?: string;
  mapped?: string;
};

export type TrialRow = {
  line: number;
  values: readonly string[];
  isReturned: boolean;
};

export type TrialSheet = {
  sheet: string;
  head?: SheetHead;
  skipped?: string;
  problem?: string;
  rows: number;
  filled: number;
  cells: number;
  unmapped: number;
  unwanted: number;
  faults: number;
  checked: number;
  failed: number;
};

export type TrialState = "open" | "accepted" | "rolledBack" | "discarded";

export type TrialView = {
  trial: HistoryTrial;
  sheets: readonly TrialSheet[];
  rows: number;
  filled: number;
  cells: number;
  unwanted: number;
  unmappedCount: number;
  unmapped: readonly UnmappedCell[];
  faultCount: number;
  faults: readonly CellFault[];
  checked: number;
  failedCount: number;
  failed: readonly FailedCheck[];
  totals: readonly HistoryTotal[];
  difference: TrialDifference;
  quality: HistoryQuality;
  blockers: readonly TrialBlocker[];
};

export type TypedLineInput = {
  name: string;
  idNumber: string;
  account: string;
  bankCode: string;
  bankName: string;
  item: string;
  amount: Fen;
  evidence?: Readonly<Record<string, string>>;
};

export type TypicalEntry = {
  number: string;
  event: string;
  debit: string;
  credit: string;
  sourceDocument: string;
};

export type UnmappedCell = {
  sheet: string;
  row: number;
  place: string;
  part: MappedPart;
  label: string;
  other: string;
  value: string;
  why: string;
  form: string;
  task: string;
  year: number;
  parent?: string;
  suggestions: readonly string[];
};

export type Unmasked = {
  number: number;
  name: string;
  idNumber: string;
  account: string;
};

export type Uploaded = {
  id: string;
  fileName: string;
  size: number;
  sm3: string;
};

export type UserCreated = {
  user: UserView;
  initialPassword?: string;
};

export type UserRow = {
  id: string;
  account: string;
  name: string;
  division: Named;
  agency?: string;
  roles: readonly Named[];
  state: string;
};

export type UserView = {
  id: string;
  account: string;
  name: string;
  division: Named;
  agency?: string;
  state: string;
  lockedUntil?: string;
  disabledReason?: string;
  mustChangePassword: boolean;
  totpEnrolled: boolean;
  entra?: EntraIdentity;
  grants: readonly GrantView[];
};

export type ValueFrom = "columns" | "firstFilled" | "constant" | "period" | "division" | "fileName";

export type Verdict = {
  id: string;
  name: string;
};

export type VersionComparison = {
  left: string;
  right: string;
  same: number;
  changed: number;
  changes: readonly ChangedCell[];
};

export type VoucherHit = {
  book: string;
  bookTitle: string;
  id: string;
  date: string;
  summary: string;
  total: Fen;
};

export type VoucherInputInput = {
  date: string;
  summary: string;
  lines: readonly LineInputInput[];
  papers?: number;
};

export type VoucherLineView = {
  number: number;
  account: string;
  accountName: string;
  side: Side;
  debit: Fen;
  credit: Fen;
  summary: string;
  dimensions: Readonly<Record<string, string>>;
};

export type VoucherPage = {
  items: readonly VoucherView[];
  total: number;
  debit: Fen;
  credit: Fen;
  continuation?: string;
};

export type VoucherRef = {
  book: string;
  voucher: string;
  number: string;
};

export type VoucherSummary = {
  book: string;
  bookTitle: string;
  from: string;
  to: string;
  rows: readonly SummaryRow[];
  debit: Fen;
  credit: Fen;
};

export type VoucherTemplate = {
  id: string;
  name: string;
  fund: Fund;
  isShared: boolean;
  summary: string;
  papers: number;
  lines: readonly LineInput[];
  by: Signature;
};

export type VoucherView = {
  id: string;
  book: string;
  bookTitle: string;
  period: string;
  date: string;
  summary: string;
  total: Fen;
  totalCapitals: string;
  lines: readonly VoucherLineView[];
  source: SourceLink;
  event?: string;
  rule?: string;
  papers: number;
  files: readonly KeptFile[];
  reverses?: string;
  reversedBy?: string;
  preparedBy: Signature;
  auditedBy: Signature;
  postedBy: Signature;
  confirmedBy?: Signature;
};

export type VouchersImported = {
  vouchers: number;
  lines: number;
  debit: Fen;
  accounts: readonly ImportedAccount[];
  prepared: number;
  first?: number;
  last?: number;
  isRepeat: boolean;
  problems: readonly RowProblem[];
};

export type Wait = {
  deadline: string;
  reminders: number;
  nextReminder?: string;
};

export type YearState = "none" | "part" | "whole";

/** Every endpoint: what goes into address, query and body, and what comes back. */
export type Endpoints = {
  /** 专户与经办对账 */
  "GET /api/accounting/agency-check": {
    path: Nothing;
    query: {
      division: string;
      fund: Fund;
      year?: number;
    };
    body: undefined;
    answer: AgencyCheck;
  };
  /** 辅助账（跨账套） */
  "GET /api/accounting/aux": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year: number;
      by: string;
      account?: string;
      from?: string;
      to?: string;
      kind?: BookKind;
      below?: boolean;
      groupBy?: AuxGrouping;
    };
    body: undefined;
    answer: AuxAcross;
  };
  /** 账套列表 */
  "GET /api/accounting/books": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year?: number;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfBookRow;
  };
  /** 辅助账 */
  "GET /api/accounting/books/{book}/aux": {
    path: {
      book: string;
    };
    query: {
      by: string;
      account?: string;
      from?: string;
      to?: string;
    };
    body: undefined;
    answer: AuxBalances;
  };
  /** 科目余额表 */
  "GET /api/accounting/books/{book}/balances": {
    path: {
      book: string;
    };
    query: {
      period?: string;
      level?: number;
      under?: string;
      on?: string;
      knownOn?: string;
    };
    body: undefined;
    answer: TrialBalance;
  };
  /** 结账检查 */
  "GET /api/accounting/books/{book}/closing": {
    path: {
      book: string;
    };
    query: {
      period?: string;
    };
    body: undefined;
    answer: ClosingView;
  };
  /** 多栏账 */
  "GET /api/accounting/books/{book}/columns": {
    path: {
      book: string;
    };
    query: {
      account: string;
      by?: string;
      from?: string;
      to?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: ColumnLedger;
  };
  /** 国库批量记账确认 */
  "POST /api/accounting/books/{book}/confirm": {
    path: {
      book: string;
    };
    query: Nothing;
    body: {
      vouchers: readonly string[];
    };
    answer: ConfirmAnswer;
  };
  /** 日记账 */
  "GET /api/accounting/books/{book}/day-book": {
    path: {
      book: string;
    };
    query: {
      account: string;
      period: string;
      dimension?: string;
      value?: string;
    };
    body: undefined;
    answer: DayBook;
  };
  /** 辅助核算取值 */
  "GET /api/accounting/books/{book}/dimensions": {
    path: {
      book: string;
    };
    query: Nothing;
    body: undefined;
    answer: readonly DimensionValues[];
  };
  /** 账簿校验值 */
  "GET /api/accounting/books/{book}/end": {
    path: {
      book: string;
    };
    query: Nothing;
    body: undefined;
    answer: BookEnd;
  };
  /** 导出账簿 */
  "GET /api/accounting/books/{book}/export": {
    path: {
      book: string;
    };
    query: {
      format: string;
    };
    body: undefined;
    answer: Blob;
  };
  /** 总账 */
  "GET /api/accounting/books/{book}/general-ledger": {
    path: {
      book: string;
    };
    query: {
      account?: string;
      level?: number;
      dimension?: string;
      value?: string;
    };
    body: undefined;
    answer: GeneralLedger;
  };
  /** 导入凭证 */
  "POST /api/accounting/books/{book}/import": {
    path: {
      book: string;
    };
    query: {
      format: string;
      trial?: boolean;
    };
    body: Blob;
    answer: VouchersImported;
  };
  /** 内部稽核 */
  "GET /api/accounting/books/{book}/inspection": {
    path: {
      book: string;
    };
    query: {
      period?: string;
    };
    body: undefined;
    answer: BookInspection;
  };
  /** 明细账 */
  "GET /api/accounting/books/{book}/ledger": {
    path: {
      book: string;
    };
    query: {
      account: string;
      from?: string;
      to?: string;
      limit?: number;
      continuation?: string;
      dimension?: string;
      value?: string;
    };
    body: undefined;
    answer: LedgerPage;
  };
  /** 建立账套 */
  "POST /api/accounting/books/{book}/open": {
    path: {
      book: string;
    };
    query: Nothing;
    body: undefined;
    answer: BookProspect;
  };
  /** 结账 */
  "POST /api/accounting/books/{book}/periods/{period}/close": {
    path: {
      book: string;
      period: string;
    };
    query: Nothing;
    body: undefined;
    answer: PeriodIsClosed;
  };
  /** 反结账 */
  "POST /api/accounting/books/{book}/periods/{period}/reopen": {
    path: {
      book: string;
      period: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: PeriodIsClosed;
  };
  /** 未记账凭证 */
  "GET /api/accounting/books/{book}/prepared": {
    path: {
      book: string;
    };
    query: {
      state?: PreparedState;
      period?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PreparedPage;
  };
  /** 凭证制单 */
  "POST /api/accounting/books/{book}/prepared": {
    path: {
      book: string;
    };
    query: Nothing;
    body: {
      number?: number;
      voucher: VoucherInputInput;
    };
    answer: PreparedAnswer;
  };
  /** 凭证审核 */
  "POST /api/accounting/books/{book}/prepared/audit": {
    path: {
      book: string;
    };
    query: Nothing;
    body: {
      numbers: readonly number[];
    };
    answer: MovedAnswer;
  };
  /** 凭证记账 */
  "POST /api/accounting/books/{book}/prepared/post": {
    path: {
      book: string;
    };
    query: Nothing;
    body: {
      numbers: readonly number[];
    };
    answer: MovedAnswer;
  };
  /** 查看未记账凭证 */
  "GET /api/accounting/books/{book}/prepared/{number}": {
    path: {
      book: string;
      number: number;
    };
    query: Nothing;
    body: undefined;
    answer: PreparedView;
  };
  /** 作废未记账凭证 */
  "POST /api/accounting/books/{book}/prepared/{number}/drop": {
    path: {
      book: string;
      number: number;
    };
    query: Nothing;
    body: {
      reason?: string;
    };
    answer: PreparedAnswer;
  };
  /** 上传凭证附件 */
  "POST /api/accounting/books/{book}/prepared/{number}/files": {
    path: {
      book: string;
      number: number;
    };
    query: {
      fileName: string;
    };
    body: Blob;
    answer: PreparedAnswer;
  };
  /** 查看未记账凭证附件 */
  "GET /api/accounting/books/{book}/prepared/{number}/files/{name}": {
    path: {
      book: string;
      number: number;
      name: string;
    };
    query: Nothing;
    body: undefined;
    answer: Blob;
  };
  /** 删除凭证附件 */
  "POST /api/accounting/books/{book}/prepared/{number}/files/{name}/remove": {
    path: {
      book: string;
      number: number;
      name: string;
    };
    query: Nothing;
    body: undefined;
    answer: PreparedAnswer;
  };
  /** 退回凭证 */
  "POST /api/accounting/books/{book}/prepared/{number}/send-back": {
    path: {
      book: string;
      number: number;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: PreparedAnswer;
  };
  /** 建账前查看 */
  "GET /api/accounting/books/{book}/prospect": {
    path: {
      book: string;
    };
    query: Nothing;
    body: undefined;
    answer: BookProspect;
  };
  /** 凭证汇总 */
  "GET /api/accounting/books/{book}/summary": {
    path: {
      book: string;
    };
    query: {
      from: string;
      to: string;
      level?: number;
    };
    body: undefined;
    answer: VoucherSummary;
  };
  /** 凭证列表 */
  "GET /api/accounting/books/{book}/vouchers": {
    path: {
      book: string;
    };
    query: {
      period?: string;
      account?: string;
      text?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: VoucherPage;
  };
  /** 查看凭证 */
  "GET /api/accounting/books/{book}/vouchers/{id}": {
    path: {
      book: string;
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: VoucherView;
  };
  /** 国库记账确认 */
  "POST /api/accounting/books/{book}/vouchers/{id}/confirm": {
    path: {
      book: string;
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Confirmed;
  };
  /** 查看凭证附件 */
  "GET /api/accounting/books/{book}/vouchers/{id}/files/{name}": {
    path: {
      book: string;
      id: string;
      name: string;
    };
    query: Nothing;
    body: undefined;
    answer: Blob;
  };
  /** 红字冲销 */
  "POST /api/accounting/books/{book}/vouchers/{id}/reverse": {
    path: {
      book: string;
      id: string;
    };
    query: Nothing;
    body: {
      date?: string;
      reason: string;
    };
    answer: PreparedAnswer;
  };
  /** 会计科目表 */
  "GET /api/accounting/charts": {
    path: Nothing;
    query: {
      fund: Fund;
      year?: number;
      kind?: BookKind;
    };
    body: undefined;
    answer: ChartView;
  };
  /** 导入会计科目表 */
  "POST /api/accounting/charts": {
    path: Nothing;
    query: {
      regime: string;
      fromYear: number;
    };
    body: Blob;
    answer: ChartImported;
  };
  /** 应收应付 */
  "GET /api/accounting/claims": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year?: number;
      state?: string;
    };
    body: undefined;
    answer: ClaimList;
  };
  /** 政府收支分类对应关系 */
  "GET /api/accounting/classification": {
    path: Nothing;
    query: {
      year: number;
      fund?: Fund;
    };
    body: undefined;
    answer: ClassificationView;
  };
  /** 导入政府收支分类对应关系 */
  "POST /api/accounting/classification": {
    path: Nothing;
    query: {
      fromYear: number;
    };
    body: Blob;
    answer: ClassificationImported;
  };
  /** 登记业务事项 */
  "POST /api/accounting/events": {
    path: Nothing;
    query: Nothing;
    body: {
      division: string;
      fund: Fund;
      rule: string;
      date: string;
      documentNo: string;
      document?: string;
      amounts: readonly EventAmountInput[];
      facts: Readonly<Record<string, string>>;
    };
    answer: EventRaised;
  };
  /** 导出年度账簿 */
  "GET /api/accounting/export": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year: number;
      format: string;
    };
    body: undefined;
    answer: Blob;
  };
  /** 导入期初余额 */
  "POST /api/accounting/openings": {
    path: Nothing;
    query: Nothing;
    body: Blob;
    answer: OpeningImport;
  };
  /** 预拨核销情况 */
  "GET /api/accounting/prepayments": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year?: number;
      agency?: string;
    };
    body: undefined;
    answer: PrepaymentList;
  };
  /** 导入经办支付明细 */
  "POST /api/accounting/prepayments/details": {
    path: Nothing;
    query: Nothing;
    body: Blob;
    answer: AgencyDetailImport;
  };
  /** 预拨核销明细 */
  "GET /api/accounting/prepayments/{book}": {
    path: {
      book: string;
    };
    query: {
      agency: string;
      bankAccount: string;
    };
    body: undefined;
    answer: PrepaymentDetail;
  };
  /** 记账规则 */
  "GET /api/accounting/rules": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: RuleList;
  };
  /** 记账规则试算 */
  "POST /api/accounting/rules/{rule}/preview": {
    path: {
      rule: string;
    };
    query: Nothing;
    body: {
      division: string;
      fund: Fund;
      date: string;
      documentNo: string;
      document?: string;
      amounts: readonly EventAmountInput[];
      facts: Readonly<Record<string, string>>;
    };
    answer: EventPreview;
  };
  /** 报表目录 */
  "GET /api/accounting/statements": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: readonly StatementEntry[];
  };
  /** 会计报表 */
  "GET /api/accounting/statements/{id}": {
    path: {
      id: string;
    };
    query: {
      division: string;
      fund: Fund;
      period: string;
      merged?: boolean;
      level?: number;
      on?: string;
      knownOn?: string;
      unit?: string;
    };
    body: undefined;
    answer: StatementView;
  };
  /** 定制报表 */
  "POST /api/accounting/statements/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      statement: StatementInput;
    };
    answer: StatementEntry;
  };
  /** 试算报表定义 */
  "POST /api/accounting/statements/{id}/preview": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      statement: StatementInput;
      division: string;
      fund: Fund;
      period: string;
      unit?: string;
    };
    answer: StatementView;
  };
  /** 报表数据构成 */
  "GET /api/accounting/statements/{id}/rows/{row}": {
    path: {
      id: string;
      row: string;
    };
    query: {
      column: string;
      division: string;
      fund: Fund;
      period: string;
      merged?: boolean;
      level?: number;
      on?: string;
      knownOn?: string;
    };
    body: undefined;
    answer: StatementParts;
  };
  /** 待转社会保险费 */
  "GET /api/accounting/suspense": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      state?: string;
      age?: string;
      limit?: number;
      continuation?: string;
      ticket?: string;
    };
    body: undefined;
    answer: SuspensePage;
  };
  /** 导入征缴明细汇总 */
  "POST /api/accounting/suspense/details": {
    path: Nothing;
    query: {
      source: DetailSource;
    };
    body: Blob;
    answer: SuspenseImport;
  };
  /** 导入征缴单位明细 */
  "POST /api/accounting/suspense/employers": {
    path: Nothing;
    query: {
      source: DetailSource;
    };
    body: Blob;
    answer: SuspenseImport;
  };
  /** 重试待转记账 */
  "POST /api/accounting/suspense/settle": {
    path: Nothing;
    query: Nothing;
    body: {
      division?: string;
      fund?: Fund;
    };
    answer: SuspenseSettled;
  };
  /** 导入国库划款 */
  "POST /api/accounting/suspense/transfers": {
    path: Nothing;
    query: Nothing;
    body: Blob;
    answer: SuspenseImport;
  };
  /** 待转社会保险费明细 */
  "GET /api/accounting/suspense/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: SuspenseDetail;
  };
  /** 票号单位明细 */
  "GET /api/accounting/suspense/{id}/employers": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: TicketEmployers;
  };
  /** 凭证模板 */
  "GET /api/accounting/templates": {
    path: Nothing;
    query: {
      division: string;
      fund: Fund;
    };
    body: undefined;
    answer: readonly VoucherTemplate[];
  };
  /** 保存凭证模板 */
  "POST /api/accounting/templates": {
    path: Nothing;
    query: Nothing;
    body: {
      division: string;
      fund: Fund;
      name: string;
      isShared: boolean;
      summary: string;
      papers: number;
      lines: readonly LineInputInput[];
    };
    answer: VoucherTemplate;
  };
  /** 删除凭证模板 */
  "POST /api/accounting/templates/{id}/delete": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      division: string;
      fund: Fund;
    };
    answer: Done;
  };
  /** 按号查找凭证 */
  "GET /api/accounting/vouchers": {
    path: Nothing;
    query: {
      number?: string;
      division?: string;
      fund?: Fund;
      limit?: number;
    };
    body: undefined;
    answer: PageOfVoucherHit;
  };
  /** 导出审计链 */
  "GET /api/audit/export": {
    path: Nothing;
    query: {
      division?: string;
    };
    body: undefined;
    answer: Blob;
  };
  /** 审计链清单 */
  "GET /api/audit/heads": {
    path: Nothing;
    query: {
      division?: string;
    };
    body: undefined;
    answer: PageOfHeadView;
  };
  /** 审计记录 */
  "GET /api/audit/records": {
    path: Nothing;
    query: {
      division?: string;
      from?: string;
      to?: string;
      actor?: string;
      action?: string;
      subject?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfAuditView;
  };
  /** 对账专户列表 */
  "GET /api/banking/accounts": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
    };
    body: undefined;
    answer: PageOfBankAccountRow;
  };
  /** 未达账龄 */
  "GET /api/banking/accounts/{account}/ageing": {
    path: {
      account: string;
    };
    query: {
      date?: string;
    };
    body: undefined;
    answer: Ageing;
  };
  /** 自动勾对 */
  "POST /api/banking/accounts/{account}/auto-match": {
    path: {
      account: string;
    };
    query: Nothing;
    body: undefined;
    answer: MatchedAll;
  };
  /** 对账候选 */
  "GET /api/banking/accounts/{account}/candidates": {
    path: {
      account: string;
    };
    query: {
      line: string;
    };
    body: undefined;
    answer: PageOfSuggestion;
  };
  /** 对账参数试算 */
  "GET /api/banking/accounts/{account}/dry-run": {
    path: {
      account: string;
    };
    query: {
      toleranceDays: number;
      amountPoints: number;
      datePoints: number;
      referencePoints: number;
      textPoints: number;
      threshold: number;
      groupMax: number;
    };
    body: undefined;
    answer: DryRun;
  };
  /** 勾对记录 */
  "GET /api/banking/accounts/{account}/matches": {
    path: {
      account: string;
    };
    query: {
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfBankMatch;
  };
  /** 勾对 */
  "POST /api/banking/accounts/{account}/matches": {
    path: {
      account: string;
    };
    query: Nothing;
    body: {
      bank: readonly string[];
      book: readonly string[];
      isSuggested?: boolean;
    };
    answer: BankMatch;
  };
  /** 撤销勾对 */
  "POST /api/banking/accounts/{account}/matches/{id}/undo": {
    path: {
      account: string;
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: BankMatch;
  };
  /** 银行存款余额调节表 */
  "GET /api/banking/accounts/{account}/reconciliation": {
    path: {
      account: string;
    };
    query: {
      date?: string;
    };
    body: undefined;
    answer: Reconciliation;
  };
  /** 修改对账参数 */
  "POST /api/banking/accounts/{account}/settings": {
    path: {
      account: string;
    };
    query: Nothing;
    body: {
      settings: MatchSettingsInput;
    };
    answer: MatchSettings;
  };
  /** 总账、日记账与银行核对 */
  "GET /api/banking/accounts/{account}/three-way": {
    path: {
      account: string;
    };
    query: {
      date?: string;
    };
    body: undefined;
    answer: ThreeWay;
  };
  /** 银行对账 */
  "GET /api/banking/accounts/{account}/work": {
    path: {
      account: string;
    };
    query: Nothing;
    body: undefined;
    answer: BankWork;
  };
  /** 对账单格式 */
  "GET /api/banking/layouts": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: PageOfLayoutName;
  };
  /** 银行对账单列表 */
  "GET /api/banking/statements": {
    path: Nothing;
    query: {
      account: string;
    };
    body: undefined;
    answer: PageOfBankStatement;
  };
  /** 导入银行对账单 */
  "POST /api/banking/statements": {
    path: Nothing;
    query: {
      account: string;
      layout?: string;
      fileName?: string;
      from?: string;
      to?: string;
      opening?: string;
    };
    body: Blob;
    answer: StatementAnswer;
  };
  /** 预算导入记录 */
  "GET /api/budget/imports": {
    path: Nothing;
    query: {
      division?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfBudgetImport;
  };
  /** 导入预算额度 */
  "POST /api/budget/imports": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year?: number;
      line?: string;
      lineName?: string;
    };
    body: Blob;
    answer: BudgetImport;
  };
  /** 预算额度 */
  "GET /api/budget/lines": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year?: number;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: BudgetLinePage;
  };
  /** 数据交换目录 */
  "GET /api/catalog/tables": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: readonly TableLine[];
  };
  /** 数据表 */
  "GET /api/catalog/tables/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: TableView;
  };
  /** 数据表模板 */
  "GET /api/catalog/tables/{id}/template": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Blob;
  };
  /** 批量同意 */
  "POST /api/expenditure/approvals": {
    path: Nothing;
    query: Nothing;
    body: {
      ids: readonly string[];
      opinion?: string;
    };
    answer: BulkAnswer;
  };
  /** 查看支出类型 */
  "GET /api/expenditure/kinds": {
    path: Nothing;
    query: {
      fund?: Fund;
    };
    body: undefined;
    answer: PageOfExpenditureKind;
  };
  /** 查询用款申请 */
  "GET /api/expenditure/requests": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      state?: string;
      kind?: string;
      period?: string;
      agency?: string;
      text?: string;
      mine?: string;
      due?: string;
      orderBy?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: RequestPage;
  };
  /** 填报用款申请 */
  "POST /api/expenditure/requests": {
    path: Nothing;
    query: Nothing;
    body: {
      division: string;
      fund: Fund;
      period: string;
      agency: string;
      batch: string;
      kind: string;
      mode: string;
      purpose: string;
      lines: readonly TypedLineInput[];
      attachments?: readonly KeptFileInput[];
    };
    answer: Submitted;
  };
  /** 查看用款申请 */
  "GET /api/expenditure/requests/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: RequestView;
  };
  /** 审核同意 */
  "POST /api/expenditure/requests/{id}/approve": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      opinion?: string;
    };
    answer: RequestAnswer;
  };
  /** 查看附件 */
  "GET /api/expenditure/requests/{id}/attachments/{name}": {
    path: {
      id: string;
      name: string;
    };
    query: Nothing;
    body: undefined;
    answer: Blob;
  };
  /** 查看退回后的变更 */
  "GET /api/expenditure/requests/{id}/changes": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: RequestChanges;
  };
  /** 更正失败明细 */
  "POST /api/expenditure/requests/{id}/corrections": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      lines: readonly CorrectionInput[];
      note?: string;
    };
    answer: RequestAnswer;
  };
  /** 确认更正并重新支付 */
  "POST /api/expenditure/requests/{id}/corrections/confirm": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      opinion?: string;
    };
    answer: RequestAnswer;
  };
  /** 不再支付失败明细 */
  "POST /api/expenditure/requests/{id}/give-up": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: RequestAnswer;
  };
  /** 查看支付明细 */
  "GET /api/expenditure/requests/{id}/lines": {
    path: {
      id: string;
    };
    query: {
      offset?: number;
      limit?: number;
      state?: string;
      text?: string;
    };
    body: undefined;
    answer: PageOfLineView;
  };
  /** 导出支付明细 */
  "GET /api/expenditure/requests/{id}/lines.csv": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Blob;
  };
  /** 查看同一收款人历史支付 */
  "GET /api/expenditure/requests/{id}/lines/{number}/earlier": {
    path: {
      id: string;
      number: number;
    };
    query: Nothing;
    body: undefined;
    answer: PageOfPersonEntry;
  };
  /** 查看完整证件号和账号 */
  "POST /api/expenditure/requests/{id}/lines/{number}/unmask": {
    path: {
      id: string;
      number: number;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: Unmasked;
  };
  /** 查看拨款申请单 */
  "GET /api/expenditure/requests/{id}/order": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: AppropriationOrder;
  };
  /** 否决 */
  "POST /api/expenditure/requests/{id}/reject": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: RequestAnswer;
  };
  /** 重新报送 */
  "POST /api/expenditure/requests/{id}/resubmit": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      note: string;
      lines?: readonly TypedLineInput[];
      purpose?: string;
      attachments?: readonly KeptFileInput[];
    };
    answer: RequestAnswer;
  };
  /** 退回更正 */
  "POST /api/expenditure/requests/{id}/return": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
      marks?: readonly MarkInput[];
    };
    answer: RequestAnswer;
  };
  /** 撤回 */
  "POST /api/expenditure/requests/{id}/withdraw": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: RequestAnswer;
  };
  /** 查看审核级次和国库方式 */
  "GET /api/expenditure/settings/{division}": {
    path: {
      division: string;
    };
    query: Nothing;
    body: undefined;
    answer: ExpenditureSettings;
  };
  /** 设置审核级次和国库方式 */
  "POST /api/expenditure/settings/{division}": {
    path: {
      division: string;
    };
    query: Nothing;
    body: {
      treasury: TreasuryMode;
      steps?: readonly ReviewStepInput[];
    };
    answer: ExpenditureSettings;
  };
  /** 统计待办 */
  "GET /api/expenditure/todo": {
    path: Nothing;
    query: {
      division?: string;
    };
    body: undefined;
    answer: PageOfTodoCount;
  };
  /** 查看填报进度 */
  "GET /api/forms/sheets": {
    path: Nothing;
    query: {
      division?: string;
      task?: string;
      state?: SheetState;
      own?: boolean;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: SheetPage;
  };
  /** 下达报表任务 */
  "POST /api/forms/tasks": {
    path: Nothing;
    query: Nothing;
    body: {
      kind: string;
      year: number;
      deadline: string;
      name?: string;
      instructions?: string;
      division?: string;
      divisions?: readonly string[];
      forms?: readonly string[];
    };
    answer: FormTask;
  };
  /** 查看报表任务 */
  "GET /api/forms/tasks/{task}": {
    path: {
      task: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: FormTask;
  };
  /** 批复报表 */
  "POST /api/forms/tasks/{task}/sheets/{division}/approve": {
    path: {
      task: string;
      division: string;
    };
    query: Nothing;
    body: {
      opinion?: string;
    };
    answer: SheetAnswer;
  };
  /** 填报报表 */
  "PUT /api/forms/tasks/{task}/sheets/{division}/cells": {
    path: {
      task: string;
      division: string;
    };
    query: Nothing;
    body: {
      revision: number;
      cells: readonly EnteredCellInput[];
    };
    answer: CellsSaved;
  };
  /** 查看单元格来源 */
  "GET /api/forms/tasks/{task}/sheets/{division}/cells/{cell}": {
    path: {
      task: string;
      division: string;
      cell: string;
    };
    query: {
      rolledUp?: boolean;
    };
    body: undefined;
    answer: FigureTrace;
  };
  /** 查看报表 */
  "GET /api/forms/tasks/{task}/sheets/{division}/forms/{form}": {
    path: {
      task: string;
      division: string;
      form: string;
    };
    query: {
      rolledUp?: boolean;
    };
    body: undefined;
    answer: SheetView;
  };
  /** 锁定报表 */
  "POST /api/forms/tasks/{task}/sheets/{division}/lock": {
    path: {
      task: string;
      division: string;
    };
    query: Nothing;
    body: undefined;
    answer: SheetAnswer;
  };
  /** 填写审核说明 */
  "PUT /api/forms/tasks/{task}/sheets/{division}/reasons": {
    path: {
      task: string;
      division: string;
    };
    query: Nothing;
    body: {
      form: string;
      rule: string;
      column: string;
      text: string;
    };
    answer: SheetAnswer;
  };
  /** 退回报表 */
  "POST /api/forms/tasks/{task}/sheets/{division}/return": {
    path: {
      task: string;
      division: string;
    };
    query: Nothing;
    body: {
      reason?: string;
      marks?: readonly CellMarkInput[];
    };
    answer: SheetAnswer;
  };
  /** 审核报表 */
  "POST /api/forms/tasks/{task}/sheets/{division}/review": {
    path: {
      task: string;
      division: string;
    };
    query: Nothing;
    body: {
      opinion?: string;
    };
    answer: SheetAnswer;
  };
  /** 上报报表 */
  "POST /api/forms/tasks/{task}/sheets/{division}/submit": {
    path: {
      task: string;
      division: string;
    };
    query: Nothing;
    body: undefined;
    answer: SheetAnswer;
  };
  /** 质量问题明细 */
  "GET /api/governance/batches/{batch}/tables/{table}/findings": {
    path: {
      batch: string;
      table: string;
    };
    query: {
      rule?: string;
      field?: string;
      division?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfFindingLine;
  };
  /** 各险种对比 */
  "GET /api/governance/kinds/{kind}/figures": {
    path: {
      kind: string;
    };
    query: {
      from: string;
      to?: string;
      division?: string;
    };
    body: undefined;
    answer: readonly FundFigure[];
  };
  /** 数据湖 */
  "GET /api/governance/lake": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      from?: string;
      to?: string;
    };
    body: undefined;
    answer: readonly LakeCell[];
  };
  /** 立即归并 */
  "POST /api/governance/merges": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: Accepted;
  };
  /** 数据质量 */
  "GET /api/governance/quality": {
    path: Nothing;
    query: {
      division?: string;
      table?: string;
      fund?: Fund;
      period?: string;
      sender?: string;
      sort?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfQualityRow;
  };
  /** 数据质量各月得分 */
  "GET /api/governance/quality/months": {
    path: Nothing;
    query: {
      division?: string;
      table?: string;
      fund?: Fund;
      sender?: string;
    };
    body: undefined;
    answer: readonly QualityMonth[];
  };
  /** 明细数据汇总 */
  "GET /api/governance/tables/{table}/groups": {
    path: {
      table: string;
    };
    query: {
      by: string;
      from: string;
      to?: string;
      field?: string;
      division?: string;
    };
    body: undefined;
    answer: GroupedFigures;
  };
  /** 数字护照 */
  "GET /api/governance/tables/{table}/passport": {
    path: {
      table: string;
    };
    query: {
      from: string;
      to?: string;
      field?: string;
      division?: string;
      batch?: string;
      person?: string;
      lines?: number;
      after?: string;
    };
    body: undefined;
    answer: Passport;
  };
  /** 历年结转核对 */
  "GET /api/history/breaks": {
    path: Nothing;
    query: {
      from: number;
      to: number;
      division?: string;
    };
    body: undefined;
    answer: BalanceBreaks;
  };
  /** 明细历史数据 */
  "GET /api/history/details": {
    path: Nothing;
    query: {
      fund: Fund;
      from: number;
      to: number;
      division?: string;
    };
    body: undefined;
    answer: DetailHistory;
  };
  /** 撤回明细历史批次 */
  "POST /api/history/details/{batch}/withdraw": {
    path: {
      batch: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: DetailWithdrawn;
  };
  /** 历史报表版式 */
  "GET /api/history/forms": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: HistoryForms;
  };
  /** 预算执行决算关联 */
  "GET /api/history/links": {
    path: Nothing;
    query: {
      form: string;
      year: number;
      division?: string;
    };
    body: undefined;
    answer: HistoryLinks;
  };
  /** 历史数据对照表 */
  "GET /api/history/mappings/{form}": {
    path: {
      form: string;
    };
    query: Nothing;
    body: undefined;
    answer: FormMapping;
  };
  /** 添加历史数据对照 */
  "POST /api/history/mappings/{form}": {
    path: {
      form: string;
    };
    query: Nothing;
    body: {
      part: MappedPart;
      label: string;
      from: number;
      reason: string;
      target?: string;
      to?: number;
      parent?: string;
      task?: string;
      division?: string;
    };
    answer: FormMapping;
  };
  /** 撤销历史数据对照 */
  "DELETE /api/history/mappings/{form}/{row}": {
    path: {
      form: string;
      row: string;
    };
    query: Nothing;
    body: undefined;
    answer: FormMapping;
  };
  /** 历史数据来源 */
  "GET /api/history/origin": {
    path: Nothing;
    query: {
      task: string;
      form: string;
      period: string;
      item: string;
      column: string;
      division?: string;
    };
    body: undefined;
    answer: CellOrigin;
  };
  /** 历史数据总览 */
  "GET /api/history/overview": {
    path: Nothing;
    query: {
      division?: string;
      from?: number;
      to?: number;
    };
    body: undefined;
    answer: HistoryOverview;
  };
  /** 历史报表 */
  "GET /api/history/reports": {
    path: Nothing;
    query: {
      task: string;
      form: string;
      period: string;
      division?: string;
    };
    body: undefined;
    answer: HistoryReportView;
  };
  /** 历史数据查询 */
  "GET /api/history/series": {
    path: Nothing;
    query: {
      task: string;
      form: string;
      item: string;
      from: number;
      to: number;
      division?: string;
      below?: boolean;
    };
    body: undefined;
    answer: HistorySeries;
  };
  /** 历年科目指标体系核对 */
  "GET /api/history/subjects": {
    path: Nothing;
    query: {
      form: string;
      from: number;
      to: number;
      division?: string;
    };
    body: undefined;
    answer: SubjectCheck;
  };
  /** 历史数据文件 */
  "GET /api/history/trials": {
    path: Nothing;
    query: {
      division?: string;
      state?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfHistoryTrial;
  };
  /** 上传历史数据文件 */
  "POST /api/history/trials": {
    path: Nothing;
    query: {
      fileName: string;
      division?: string;
    };
    body: Blob;
    answer: HistoryTrial;
  };
  /** 历史数据试导入 */
  "GET /api/history/trials/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: TrialView;
  };
  /** 历史数据正式导入 */
  "POST /api/history/trials/{id}/accept": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reports?: number;
      cells?: number;
      totals?: readonly StatedTotalInput[];
      reason?: string;
    };
    answer: HistoryBatch;
  };
  /** 更正历史数据表头信息 */
  "PUT /api/history/trials/{id}/choices": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      choices: readonly SheetChoiceInput[];
    };
    answer: TrialView;
  };
  /** 放弃历史数据文件 */
  "POST /api/history/trials/{id}/discard": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: HistoryTrial;
  };
  /** 历史数据版本 */
  "GET /api/history/versions": {
    path: Nothing;
    query: {
      division?: string;
      year?: number;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfHistoryBatch;
  };
  /** 历史数据版本详情 */
  "GET /api/history/versions/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: HistoryBatch;
  };
  /** 历史数据版本对比 */
  "GET /api/history/versions/{id}/changes": {
    path: {
      id: string;
    };
    query: {
      with: string;
    };
    body: undefined;
    answer: VersionComparison;
  };
  /** 撤回历史数据导入 */
  "POST /api/history/versions/{id}/rollback": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: HistoryBatch;
  };
  /** 经办机构列表 */
  "GET /api/identity/agencies": {
    path: Nothing;
    query: {
      division?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfAgency;
  };
  /** 登记经办机构 */
  "POST /api/identity/agencies": {
    path: Nothing;
    query: Nothing;
    body: {
      code: string;
      name: string;
      division: string;
      funds: readonly Fund[];
      publicKey?: string;
    };
    answer: Agency;
  };
  /** 授权前模拟 */
  "POST /api/identity/grants/simulate": {
    path: Nothing;
    query: Nothing;
    body: {
      roles: readonly string[];
    };
    answer: GrantsSimulated;
  };
  /** 我的信息 */
  "GET /api/identity/me": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: SignedInUser;
  };
  /** 修改口令 */
  "POST /api/identity/me/password": {
    path: Nothing;
    query: Nothing;
    body: {
      current: string;
      next: string;
    };
    answer: Done;
  };
  /** 绑定动态码：开始 */
  "POST /api/identity/me/totp": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: TotpBegun;
  };
  /** 绑定动态码：确认 */
  "POST /api/identity/me/totp/confirm": {
    path: Nothing;
    query: Nothing;
    body: {
      code: string;
    };
    answer: TotpConfirmed;
  };
  /** 角色清单 */
  "GET /api/identity/roles": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: RoleTable;
  };
  /** 我的登录 */
  "GET /api/identity/sessions": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: PageOfSessionView;
  };
  /** 登录 */
  "POST /api/identity/sessions": {
    path: Nothing;
    query: Nothing;
    body: {
      account: string;
      password: string;
      totp?: string;
    };
    answer: SessionOpened;
  };
  /** 退出登录 */
  "DELETE /api/identity/sessions/current": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: Done;
  };
  /** 续期登录 */
  "POST /api/identity/sessions/refresh": {
    path: Nothing;
    query: Nothing;
    body: {
      refreshToken: string;
    };
    answer: SessionOpened;
  };
  /** 结束我的一个登录 */
  "POST /api/identity/sessions/{id}/end": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Done;
  };
  /** 用户列表 */
  "GET /api/identity/users": {
    path: Nothing;
    query: {
      division?: string;
      text?: string;
      role?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfUserRow;
  };
  /** 新建用户 */
  "POST /api/identity/users": {
    path: Nothing;
    query: Nothing;
    body: {
      account: string;
      name: string;
      division: string;
      agency?: string;
      entra?: EntraIdentityInput;
    };
    answer: UserCreated;
  };
  /** 查看用户 */
  "GET /api/identity/users/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: UserView;
  };
  /** 停用用户 */
  "POST /api/identity/users/{id}/disable": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: UserView;
  };
  /** 启用用户 */
  "POST /api/identity/users/{id}/enable": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: UserView;
  };
  /** 授权 */
  "PUT /api/identity/users/{id}/grants": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      grants: readonly RoleGrantInput[];
    };
    answer: UserView;
  };
  /** 重置口令 */
  "POST /api/identity/users/{id}/reset-password": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      removeTotp?: boolean;
    };
    answer: PasswordReset;
  };
  /** 解锁用户 */
  "POST /api/identity/users/{id}/unlock": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: UserView;
  };
  /** 上下级上解核对 */
  "GET /api/income/consistency": {
    path: Nothing;
    query: {
      division?: string;
      fund: Fund;
      year?: number;
    };
    body: undefined;
    answer: Consistency;
  };
  /** 上解计划 */
  "GET /api/income/plans": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year?: number;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PlanPage;
  };
  /** 下达上解计划 */
  "POST /api/income/plans": {
    path: Nothing;
    query: Nothing;
    body: {
      division: string;
      fund: Fund;
      year: number;
      type: RemittanceType;
      amount: Fen;
      documentNo: string;
    };
    answer: PlanRow;
  };
  /** 上解收入单 */
  "GET /api/income/slips": {
    path: Nothing;
    query: {
      division?: string;
      to?: string;
      fund?: Fund;
      year?: number;
      state?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: SlipPage;
  };
  /** 查看上解收入单 */
  "GET /api/income/slips/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: SlipView;
  };
  /** 确认上解收入到账 */
  "POST /api/income/slips/{id}/confirm": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      receivedOn?: string;
    };
    answer: SlipAnswer;
  };
  /** 对上解收入提出异议 */
  "POST /api/income/slips/{id}/dispute": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason?: string;
    };
    answer: SlipAnswer;
  };
  /** 审核上解收入 */
  "POST /api/income/slips/{id}/review": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      agree: boolean;
      opinion?: string;
    };
    answer: SlipAnswer;
  };
  /** 接收批次 */
  "GET /api/intake/batches": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      state?: string;
      agency?: string;
      q?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfIntakeRow;
  };
  /** 接收批次详情 */
  "GET /api/intake/batches/{id}": {
    path: {
      id: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: IntakeView;
  };
  /** 下载退回文件或回执 */
  "GET /api/intake/batches/{id}/files/{what}": {
    path: {
      id: string;
      what: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: Blob;
  };
  /** 明细批次 */
  "GET /api/intake/details": {
    path: Nothing;
    query: {
      division?: string;
      state?: string;
      sender?: string;
      period?: string;
      q?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfDetailBatchRow;
  };
  /** 明细批次详情 */
  "GET /api/intake/details/{id}": {
    path: {
      id: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: DetailView;
  };
  /** 下载明细退回文件或回执 */
  "GET /api/intake/details/{id}/files/{what}": {
    path: {
      id: string;
      what: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: Blob;
  };
  /** 明细批次的一张表 */
  "GET /api/intake/details/{id}/tables/{table}": {
    path: {
      id: string;
      table: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: DetailTableResult;
  };
  /** 原始行 */
  "GET /api/intake/details/{id}/tables/{table}/files/{file}/lines/{line}": {
    path: {
      id: string;
      table: string;
      file: number;
      line: number;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: SourceLine;
  };
  /** 报送文件 */
  "POST /api/intake/uploads": {
    path: Nothing;
    query: {
      fileName: string;
      division?: string;
    };
    body: Blob;
    answer: Uploaded;
  };
  /** 任务列表 */
  "GET /api/jobs": {
    path: Nothing;
    query: {
      division?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfJob;
  };
  /** 定时任务 */
  "GET /api/jobs/schedules": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: PageOfScheduleView;
  };
  /** 任务进度 */
  "GET /api/jobs/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Job;
  };
  /** 取消任务 */
  "POST /api/jobs/{id}/cancel": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Job;
  };
  /** 续办任务 */
  "POST /api/jobs/{id}/resume": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Job;
  };
  /** 汇总余额 */
  "GET /api/lake/balances": {
    path: Nothing;
    query: {
      fund: Fund;
      division?: string;
      year?: number;
      period?: string;
      below?: boolean;
    };
    body: undefined;
    answer: RolledBalances;
  };
  /** 汇总余额按区划展开 */
  "GET /api/lake/balances/parts": {
    path: Nothing;
    query: {
      fund: Fund;
      division?: string;
      period: string;
      account: string;
    };
    body: undefined;
    answer: RolledParts;
  };
  /** 汇总概览 */
  "GET /api/lake/overview": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year?: number;
    };
    body: undefined;
    answer: LakeOverview;
  };
  /** 汇总记录 */
  "GET /api/lake/runs": {
    path: Nothing;
    query: {
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: LakeRunPage;
  };
  /** 立即汇总 */
  "POST /api/lake/runs": {
    path: Nothing;
    query: Nothing;
    body: {
      full?: boolean;
    };
    answer: Accepted;
  };
  /** 数据映射 */
  "GET /api/mappings/list": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: readonly MappingLine[];
  };
  /** 数据映射详情 */
  "GET /api/mappings/list/{id}": {
    path: {
      id: string;
    };
    query: {
      version?: number;
    };
    body: undefined;
    answer: MappingView;
  };
  /** 保存数据映射 */
  "POST /api/mappings/list/{id}/versions": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      based: number;
      mapping: SourceMappingInput;
    };
    answer: SourceMapping;
  };
  /** 选择样本文件 */
  "POST /api/mappings/samples": {
    path: Nothing;
    query: {
      fileName: string;
    };
    body: Blob;
    answer: SampleReading;
  };
  /** 更正样本单元格 */
  "POST /api/mappings/samples/{id}/cells": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      format: SourceFormatInput;
      line: number;
      column: number;
      text: string;
    };
    answer: CorrectedSample;
  };
  /** 按映射导入 */
  "POST /api/mappings/samples/{id}/load": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      mapping: string;
      version: number;
      period: string;
      division: string;
      sender?: string;
    };
    answer: Uploaded;
  };
  /** 读取样本 */
  "POST /api/mappings/samples/{id}/reading": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      format?: SourceFormatInput;
      table?: string;
    };
    answer: SampleReading;
  };
  /** 试运行映射 */
  "POST /api/mappings/samples/{id}/trial": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      mapping: SourceMappingInput;
      period: string;
      division: string;
    };
    answer: Trial;
  };
  /** 以任务方式试运行映射 */
  "POST /api/mappings/samples/{id}/trials": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      mapping: SourceMappingInput;
      period: string;
      division: string;
    };
    answer: Accepted;
  };
  /** 映射试运行结果 */
  "GET /api/mappings/trials/{job}": {
    path: {
      job: string;
    };
    query: Nothing;
    body: undefined;
    answer: Trial;
  };
  /** 交换单位 */
  "GET /api/partners/list": {
    path: Nothing;
    query: {
      division?: string;
    };
    body: undefined;
    answer: PageOfPartnerView;
  };
  /** 设置交换单位 */
  "PUT /api/partners/list/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      name: string;
      kind: PartnerKind;
      division: string;
      folder: string;
      channels: readonly PartnerChannelInput[];
      deliveries: readonly ExpectedDeliveryInput[];
      isOpen: boolean;
    };
    answer: PartnerView;
  };
  /** 更新交换单位口令 */
  "POST /api/partners/list/{id}/password": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      division: string;
      user: string;
      password?: string;
    };
    answer: NewPassword;
  };
  /** 交换监控 */
  "GET /api/partners/monitor": {
    path: Nothing;
    query: {
      division?: string;
    };
    body: undefined;
    answer: MonitorView;
  };
  /** 交换节点 */
  "GET /api/partners/nodes": {
    path: Nothing;
    query: {
      division?: string;
    };
    body: undefined;
    answer: PageOfNodeView;
  };
  /** 设置前置机 */
  "PUT /api/partners/nodes/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      division: string;
      adapter: FrontAdapter;
      address?: string;
      publicKey?: string;
    };
    answer: FrontNode;
  };
  /** 发送交换包 */
  "POST /api/partners/packages": {
    path: Nothing;
    query: {
      receiver: string;
      fileName: string;
      division?: string;
    };
    body: Blob;
    answer: PackageOrdered;
  };
  /** 传输记录 */
  "GET /api/partners/transfers": {
    path: Nothing;
    query: {
      division?: string;
      partner?: string;
      direction?: TransferDirection;
      state?: string;
      from?: string;
      until?: string;
      q?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfTransferRow;
  };
  /** 向交换单位发送 */
  "POST /api/partners/transfers": {
    path: Nothing;
    query: {
      partner: string;
      channel: ChannelKind;
      fileName: string;
      operation?: string;
      division?: string;
    };
    body: Blob;
    answer: TransferRow;
  };
  /** 传输记录详情 */
  "GET /api/partners/transfers/{id}": {
    path: {
      id: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: TransferView;
  };
  /** 下载回执或传输内容 */
  "GET /api/partners/transfers/{id}/files/{what}": {
    path: {
      id: string;
      what: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: Blob;
  };
  /** 重发死信 */
  "POST /api/partners/transfers/{id}/replay": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      division: string;
      reason: string;
    };
    answer: TransferRow;
  };
  /** 查看资金账户 */
  "GET /api/payments/accounts": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
    };
    body: undefined;
    answer: PageOfPayAccount;
  };
  /** 导入资金账户 */
  "POST /api/payments/accounts": {
    path: Nothing;
    query: Nothing;
    body: {
      division: string;
      accounts: readonly PayAccountInput[];
    };
    answer: Done;
  };
  /** 查询支付批次 */
  "GET /api/payments/batches": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      state?: string;
      text?: string;
      mine?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: BatchPage;
  };
  /** 查看支付批次 */
  "GET /api/payments/batches/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: BatchView;
  };
  /** 下载银行文件 */
  "GET /api/payments/batches/{id}/file": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Blob;
  };
  /** 查看支付指令 */
  "GET /api/payments/batches/{id}/lines": {
    path: {
      id: string;
    };
    query: {
      state?: string;
      text?: string;
      offset?: number;
      limit?: number;
    };
    body: undefined;
    answer: PageOfInstruction;
  };
  /** 登记纸质支付结果 */
  "POST /api/payments/batches/{id}/paid-on-paper": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      paidOn: string;
      reference: string;
      failed?: readonly FailedLineInput[];
    };
    answer: BatchAnswer;
  };
  /** 发送支付批次 */
  "POST /api/payments/batches/{id}/send": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      payerAccount?: string;
    };
    answer: BatchAnswer;
  };
  /** 打印拨款凭证 */
  "GET /api/payments/batches/{id}/slip": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: PaymentSlip;
  };
  /** 接收国库支付结果 */
  "POST /api/payments/batches/{id}/treasury-result": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      paidOn: string;
      reference: string;
      failed?: readonly FailedLineInput[];
    };
    answer: BatchAnswer;
  };
  /** 查询支付异常 */
  "GET /api/payments/exceptions": {
    path: Nothing;
    query: {
      division?: string;
      state?: string;
      kind?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfPaymentException;
  };
  /** 处理支付异常 */
  "POST /api/payments/exceptions/{id}/resolve": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: PaymentException;
  };
  /** 查询银行回单 */
  "GET /api/payments/receipts": {
    path: Nothing;
    query: {
      division?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfReceiptFile;
  };
  /** 上传银行回单 */
  "POST /api/payments/receipts": {
    path: Nothing;
    query: {
      bank: string;
      fileName: string;
      division?: string;
    };
    body: Blob;
    answer: ReceiptAnswer;
  };
  /** 批量发送支付批次 */
  "POST /api/payments/sends": {
    path: Nothing;
    query: Nothing;
    body: {
      ids: readonly string[];
    };
    answer: BulkAnswer;
  };
  /** 对账与核对概况 */
  "GET /api/reconciliation/answers": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: ReconciliationView;
  };
  /** 重新对账与核对 */
  "POST /api/reconciliation/answers": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: Accepted;
  };
  /** 跨表规则 */
  "GET /api/reconciliation/cross-rules": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
    };
    body: undefined;
    answer: CrossView;
  };
  /** 跨表规则明细 */
  "GET /api/reconciliation/cross-rules/lines": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      period?: string;
      rule?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfCrossLine;
  };
  /** 税务经办核对 */
  "GET /api/reconciliation/items": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      from?: string;
      to?: string;
    };
    body: undefined;
    answer: TaxItemsView;
  };
  /** 税务经办核对差异 */
  "GET /api/reconciliation/items/lines": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      period?: string;
      item?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfTaxItemLine;
  };
  /** 三方对账 */
  "GET /api/reconciliation/match": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      from?: string;
      to?: string;
    };
    body: undefined;
    answer: MatchView;
  };
  /** 三方对账明细 */
  "GET /api/reconciliation/match/lines": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      period?: string;
      status?: string;
      age?: number;
      open?: boolean;
      line?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfMatchLine;
  };
  /** 个人缴费台账 */
  "GET /api/reconciliation/registry/person/{key}/contributions": {
    path: {
      key: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: PersonContributions;
  };
  /** 查找主索引 */
  "POST /api/reconciliation/registry/search": {
    path: Nothing;
    query: Nothing;
    body: {
      of: string;
      text: string;
      division?: string;
    };
    answer: SubjectHits;
  };
  /** 主索引冲突 */
  "GET /api/reconciliation/registry/{of}/conflicts": {
    path: {
      of: string;
    };
    query: {
      division?: string;
      kind?: string;
      open?: boolean;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfIndexConflict;
  };
  /** 主索引时间线 */
  "GET /api/reconciliation/registry/{of}/{key}": {
    path: {
      of: string;
      key: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: readonly SubjectTrace[];
  };
  /** 处理对账差异或主索引冲突 */
  "POST /api/reconciliation/{question}/decisions": {
    path: {
      question: string;
    };
    query: Nothing;
    body: {
      line: string;
      division: string;
      verdict: string;
      reason: string;
      seen?: string;
    };
    answer: KeptDecision;
  };
  /** 全局搜索 */
  "GET /api/search": {
    path: Nothing;
    query: {
      q?: string;
    };
    body: undefined;
    answer: PageOfHit;
  };
  /** 共享单位列表 */
  "GET /api/sharing/consumers": {
    path: Nothing;
    query: {
      division?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfConsumerView;
  };
  /** 登记共享单位 */
  "POST /api/sharing/consumers": {
    path: Nothing;
    query: Nothing;
    body: {
      division: string;
      code: string;
      name: string;
      contact: string;
    };
    answer: Consumer;
  };
  /** 查看共享单位 */
  "GET /api/sharing/consumers/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: ConsumerView;
  };
  /** 共享调用日志 */
  "GET /api/sharing/consumers/{id}/calls": {
    path: {
      id: string;
    };
    query: {
      year?: number;
      day?: string;
      subject?: string;
      code?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfSharedCall;
  };
  /** 导出共享调用日志 */
  "GET /api/sharing/consumers/{id}/calls/export": {
    path: {
      id: string;
    };
    query: {
      year?: number;
      day?: string;
    };
    body: undefined;
    answer: Blob;
  };
  /** 登记客户端证书 */
  "POST /api/sharing/consumers/{id}/certificates": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      thumbprint: string;
      note: string;
    };
    answer: Done;
  };
  /** 撤销客户端证书 */
  "POST /api/sharing/consumers/{id}/certificates/{thumbprint}/revoke": {
    path: {
      id: string;
      thumbprint: string;
    };
    query: Nothing;
    body: undefined;
    answer: Done;
  };
  /** 设置共享授权 */
  "PUT /api/sharing/consumers/{id}/grants": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      grants: readonly SharedGrantInput[];
      quota: ConsumerQuotaInput;
    };
    answer: Done;
  };
  /** 签发接口密钥 */
  "POST /api/sharing/consumers/{id}/keys": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      validDays: number;
      othersEndInHours?: number;
    };
    answer: KeyIssued;
  };
  /** 吊销接口密钥 */
  "POST /api/sharing/consumers/{id}/keys/{number}/revoke": {
    path: {
      id: string;
      number: number;
    };
    query: Nothing;
    body: undefined;
    answer: Done;
  };
  /** 恢复共享单位 */
  "POST /api/sharing/consumers/{id}/resume": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Done;
  };
  /** 停用共享单位 */
  "POST /api/sharing/consumers/{id}/stop": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: Done;
  };
  /** 本单位的共享授权 */
  "GET /api/sharing/granted": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: GrantedSubjects;
  };
  /** 共享文件发布情况 */
  "GET /api/sharing/publications": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: Publications;
  };
  /** 发布共享数据 */
  "POST /api/sharing/publications": {
    path: Nothing;
    query: Nothing;
    body: {
      subject?: string;
      year?: number;
    };
    answer: Accepted;
  };
  /** 共享主题目录 */
  "GET /api/sharing/subjects": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: PageOfSharedSubject;
  };
  /** 调用共享数据 */
  "GET /api/sharing/subjects/{subject}": {
    path: {
      subject: string;
    };
    query: {
      year?: number;
      period?: string;
      division?: string;
      fund?: Fund;
      fields?: readonly string[];
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: SharedPage;
  };
  /** 账上数字的来源 */
  "GET /api/standing/books/{book}/passport": {
    path: {
      book: string;
    };
    query: {
      account: string;
      from?: string;
      to?: string;
      dimension?: string;
      value?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: LedgerPassport;
  };
  /** 单位台账列表 */
  "GET /api/standing/employers": {
    path: Nothing;
    query: {
      division?: string;
      fund?: Fund;
      year?: number;
      text?: string;
      differs?: boolean;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: EmployerPage;
  };
  /** 单位台账 */
  "GET /api/standing/employers/{code}": {
    path: {
      code: string;
    };
    query: {
      division?: string;
      year?: number;
    };
    body: undefined;
    answer: EmployerLedger;
  };
  /** 查找个人台账 */
  "POST /api/standing/persons/search": {
    path: Nothing;
    query: Nothing;
    body: {
      text: string;
      division?: string;
    };
    answer: PersonHits;
  };
  /** 个人台账 */
  "GET /api/standing/persons/{payee}": {
    path: {
      payee: string;
    };
    query: {
      division?: string;
    };
    body: undefined;
    answer: PersonLedger;
  };
};

/** Every reason for which the server may refuse. */
export type ProblemCode =
  | "account_disabled"
  | "account_locked"
  | "account_missing"
  | "account_not_allowed"
  | "account_not_leaf"
  | "account_of_other_fund"
  | "account_row_invalid"
  | "account_stopped"
  | "account_taken"
  | "account_unknown"
  | "agency_taken"
  | "already_reversed"
  | "already_rolled_back"
  | "amount_implausible"
  | "amount_sign"
  | "amount_unknown"
  | "amounts_mixed"
  | "answer_contradicted"
  | "api_key_expired"
  | "api_key_revoked"
  | "api_key_unknown"
  | "attachment_missing"
  | "attachment_refused"
  | "bad_blob_name"
  | "bad_continuation"
  | "bad_credentials"
  | "bad_entry_name"
  | "bank_unknown"
  | "batch_not_counting"
  | "batch_reused"
  | "before_approval_exceeded"
  | "blob_exists"
  | "body_too_large"
  | "book_not_open"
  | "budget_not_approved"
  | "carriage_failed"
  | "carriage_refused"
  | "cell_gone"
  | "cell_is_computed"
  | "cell_unfit"
  | "cells_faulty"
  | "cells_unmapped"
  | "central_not_addressable"
  | "certificate_expired"
  | "certificate_revoked"
  | "certificate_taken"
  | "certificate_unknown"
  | "certificate_unreadable"
  | "changed_meanwhile"
  | "channel_missing"
  | "chart_refused"
  | "checks_need_reason"
  | "classification_refused"
  | "column_mapping_invalid"
  | "column_twice"
  | "columns_missing"
  | "consumer_stopped"
  | "consumer_taken"
  | "content_gone"
  | "control_total_differs"
  | "date_outside_period"
  | "decided_meanwhile"
  | "decision_reason_missing"
  | "digest_differs"
  | "division_not_granted"
  | "duplicate_entry"
  | "employers_differ"
  | "encoding_wrong"
  | "encrypted_entry"
  | "event_differs"
  | "evidence_wrong"
  | "field_not_granted"
  | "file_not_in_zip"
  | "file_not_listed"
  | "file_not_ready"
  | "file_replaced"
  | "file_unreadable"
  | "form_unknown"
  | "forms_faulty"
  | "formula_fault"
  | "fund_ended"
  | "fund_merged"
  | "fund_not_granted"
  | "fund_not_in_kind"
  | "fund_not_of_kind"
  | "funds_mixed"
  | "grant_not_in_force"
  | "grant_outside_division"
  | "heading_missing"
  | "heading_of_table_wrong"
  | "heading_wrong"
  | "history_file_too_large"
  | "history_file_unreadable"
  | "history_totals_differ"
  | "id_reused"
  | "idempotency_key_malformed"
  | "idempotency_key_missing"
  | "internal_error"
  | "invalid_fields"
  | "invalid_value"
  | "item_unknown"
  | "key_shown_once"
  | "kind_unknown"
  | "label_mapping_invalid"
  | "layout_unknown"
  | "levels_invalid"
  | "line_count_differs"
  | "line_count_out_of_range"
  | "line_exceeded"
  | "line_gone"
  | "line_invalid"
  | "line_missing"
  | "line_not_failed"
  | "line_taken"
  | "line_too_long"
  | "line_unknown"
  | "lines_missing"
  | "malformed_json"
  | "manifest_missing"
  | "manifest_unreadable"
  | "mapping_of_other"
  | "mapping_unknown"
  | "match_size"
  | "match_undone"
  | "match_uneven"
  | "message_unsendable"
  | "name_says_nothing"
  | "names_disagree"
  | "nested_archive"
  | "next_year_closed"
  | "no_statement"
  | "no_such_address"
  | "no_table_of_sender"
  | "node_unknown"
  | "not_a_figure"
  | "not_a_person"
  | "not_a_report"
  | "not_a_zip"
  | "not_allowed"
  | "not_asked_yet"
  | "not_found"
  | "not_json"
  | "not_preparer"
  | "not_reserved"
  | "not_template_maker"
  | "nothing_read"
  | "opening_carried"
  | "opening_unknown"
  | "opinion_missing"
  | "outside_authority"
  | "over_budget"
  | "own_account"
  | "package_sender_unknown"
  | "package_serial_reused"
  | "package_tampered"
  | "package_unreadable"
  | "package_unsigned"
  | "paper_refused"
  | "part_taken"
  | "partner_closed"
  | "partner_invalid"
  | "parts_differ"
  | "password_change_needed"
  | "password_reused"
  | "payee_account_missing"
  | "payee_account_unregistered"
  | "payee_accounts_mixed"
  | "payer_account_missing"
  | "period_closed"
  | "period_implausible"
  | "period_not_ready"
  | "period_order"
  | "plan_below_charged"
  | "plan_exceeded"
  | "plan_missing"
  | "quota_used_up"
  | "reason_missing"
  | "reason_needed"
  | "receipt_totals_differ"
  | "receipt_unreadable"
  | "reconciled_line_unknown"
  | "replaced_unknown"
  | "request_exists"
  | "request_kind_unknown"
  | "result_contradicts"
  | "role_has_no_funds"
  | "role_needs_agency"
  | "role_not_for_agency"
  | "roles_conflict"
  | "round_differs"
  | "row_count_differs"
  | "rows_missing"
  | "rows_over_quota"
  | "rule_missing"
  | "rule_not_by_hand"
  | "same_actor"
  | "sample_not_lines"
  | "sample_too_large"
  | "sender_differs"
  | "sender_unknown"
  | "session_ended"
  | "sheets_unclear"
  | "sign_in_needed"
  | "signature_missing"
  | "signature_wrong"
  | "soap_encoding_unknown"
  | "soap_header_unknown"
  | "soap_operation_unknown"
  | "soap_row_wrong"
  | "soap_sign_in_failed"
  | "soap_token_replayed"
  | "soap_token_stale"
  | "soap_too_large"
  | "soap_unreadable"
  | "soap_value_wrong"
  | "soap_version_wrong"
  | "span_wrong"
  | "sql_function_not_offered"
  | "sql_invalid"
  | "sql_name_taken"
  | "sql_not_one_select"
  | "sql_table_not_offered"
  | "statement_contradicts"
  | "statement_gap"
  | "statement_of_other_account"
  | "statement_refused"
  | "statement_too_long"
  | "statement_totals_differ"
  | "statement_unreadable"
  | "subject_not_granted"
  | "suspense_booked"
  | "suspense_cleared"
  | "table_missing"
  | "table_too_large"
  | "table_unknown"
  | "table_unreadable"
  | "tables_disagree"
  | "template_taken"
  | "text_missing"
  | "too_many_attempts"
  | "too_many_lines"
  | "too_many_proofs"
  | "too_many_regions"
  | "too_many_rows"
  | "total_differs"
  | "totp_required"
  | "trial_done"
  | "trial_takes_long"
  | "unbalanced"
  | "unknown_role"
  | "verdict_unknown"
  | "voucher_refused"
  | "weak_password"
  | "write_conflict"
  | "wrong_channel"
  | "wrong_code"
  | "wrong_method"
  | "wrong_password"
  | "wrong_state"
  | "zero_amount"
  | "zip_bomb"
  | "zip_too_large";
