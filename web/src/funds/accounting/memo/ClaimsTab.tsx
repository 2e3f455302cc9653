import "../../../ui/plain.css";
import { Segmented } from "antd";
import { Link } from "react-router";
import type { ClaimList, ClaimView } from "../../../api/generated/types";
import { fundText } from "../../../kernel/funds";
import { useParameter } from "../../../kernel/parameter";
import { useRemote } from "../../../kernel/remote";
import { useMay } from "../../../kernel/user";
import { useDivision } from "../../../ui/DivisionSelect";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import { useYear } from "../../../ui/YearSelect";
import { Ages } from "./Ages";
import { voucherAddress } from "./memo";

const columns: readonly Column<ClaimView>[] = [
  { key: "document", title: "单据号", kind: "text", width: 190, frozen: true, value: (claim) => claim.document },
  { key: "account", title: "种类", kind: "text", width: 116, value: (claim) => claim.accountName },
  { key: "counterparty", title: "对方单位", kind: "text", width: 170, value: (claim) => claim.counterparty },
  { key: "since", title: "登记日期", kind: "date", value: (claim) => claim.since },
  { key: "days", title: "账龄（天）", kind: "count", value: (claim) => claim.days },
  { key: "raised", title: "登记金额", kind: "amount", value: (claim) => claim.raised },
  { key: "settled", title: "已收付", kind: "amount", value: (claim) => claim.settled },
  { key: "open", title: "未收付", kind: "amount", value: (claim) => claim.open },
  { key: "division", title: "区划", kind: "text", width: 110, value: (claim) => claim.divisionName },
  { key: "fund", title: "险种", kind: "text", width: 120, value: (claim) => fundText(claim.fund) },
  {
    key: "voucher",
    title: "登记凭证",
    kind: "text",
    width: 130,
    value: (claim) => claim.voucher.number,
    render: (claim) => <Link to={voucherAddress(claim.voucher)}>{claim.voucher.number}</Link>,
  },
  { key: "summary", title: "摘要", kind: "text", width: 300, value: (claim) => claim.summary },
];

const states = [
  { value: "open", label: "未结清" },
  { value: "settled", label: "已结清" },
  { value: "all", label: "全部" },
];

const actions = [
  { rule: "receivable", text: "登记应收" },
  { rule: "receivable-settle", text: "收回应收" },
  { rule: "payable", text: "登记应付" },
  { rule: "payable-settle", text: "支付应付" },
];

/** Receivables and payables by the documents that raised them, with their ages. */
export function ClaimsTab() {
  const [division] = useDivision();
  const [year] = useYear();
  const [asked, choose] = useParameter("state");
  const state = asked ?? "open";
  const mayRaise = useMay("voucher.prepare");
  const list = useRemote<ClaimList>("/api/accounting/claims", { division, year: String(year), state });
  return (
    <div className="sf-stack">
      <div className="sf-row sf-no-print">
        <Segmented
          aria-label="状态"
          value={state}
          options={states}
          onChange={(value) => choose(value === "open" ? undefined : value)}
        />
        {mayRaise
          ? actions.map(({ rule, text }) => (
              <Link key={rule} to={`/accounting/events?rule=${rule}`}>
                {text}
              </Link>
            ))
          : null}
      </div>
      <RemoteView remote={list} rows={8}>
        {(value) => (
          <>
            {value.receivable === 0 && value.payable === 0 ? null : (
              <section className="sf-panel sf-memo-halves" aria-label="账龄">
                <Ages title="应收账龄" ages={value.receivableAges} total={value.receivable} totalName="未收合计" />
                <Ages title="应付账龄" ages={value.payableAges} total={value.payable} totalName="未付合计" />
              </section>
            )}
            <DataTable
              id="claims"
              name="应收应付"
              rows={value.items}
              columns={columns}
              rowKey={(claim) => `${claim.book}~${claim.account}~${claim.document}~${claim.counterparty}`}
              maxRows={14}
              empty={{ title: "没有应收应付", next: "有依据的应收、应付在“业务记账”登记，结清后归入“已结清”。" }}
            />
          </>
        )}
      </RemoteView>
    </div>
  );
}
