import { Link } from "react-router";
import type { SourceLink } from "../../api/generated/types";
import { useMay } from "../../kernel/user";

const kinds: Record<string, { title: string; action: string; path: (id: string) => string }> = {
  request: { title: "用款申请", action: "request.view", path: (id) => `/expenditure/requests/${id}` },
  income: { title: "上解收入单", action: "income.view", path: (id) => `/income/slips/${id}` },
  opening: { title: "期初导入", action: "book.view", path: (id) => `/accounting/balances?book=${id}` },
  suspense: { title: "待转社保费票号", action: "book.view", path: (id) => `/accounting/suspense/${id}` },
  voucher: { title: "凭证", action: "book.view", path: (id) => `/accounting/vouchers/${decodeURIComponent(id)}` },
  book: { title: "上年账套", action: "book.view", path: (id) => `/accounting/balances?book=${id}` },
};

/** What is no document here and has no page: it is named by its number. */
const papers: Record<string, string> = { agencyDetail: "支付明细", document: "单据", import: "导入文件" };

/** The document that a figure comes from, as a link for whoever may open it. */
export function SourceText({ source }: { source: SourceLink }) {
  const kind = kinds[source.kind];
  const mayOpen = useMay(kind?.action ?? "");
  const paper = papers[source.kind];
  if (paper !== undefined) return <span title={source.detail}>{`${paper} ${source.id}`}</span>;
  // Keyed by hand: the person is the source, and the detail names them.
  if (source.kind === "manual") return <span>{source.detail}</span>;
  // A voucher's id names its book first, which the page around it says already.
  const text = `${kind?.title ?? source.kind} ${source.kind === "voucher" ? source.id.split("/")[1] : source.id}`;
  return kind && mayOpen ? <Link to={kind.path(encodeURIComponent(source.id))}>{text}</Link> : <span>{text}</span>;
}
