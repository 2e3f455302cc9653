import "../../../ui/plain.css";
import { Link } from "react-router";
import type { AgencyCheck, AgencyDifference, AgencyMonth } from "../../../api/generated/types";
import { subtract } from "../../../kernel/money";
import { useRemote } from "../../../kernel/remote";
import { Amount } from "../../../ui/Amount";
import { useDivision } from "../../../ui/DivisionSelect";
import { EmptyState } from "../../../ui/EmptyState";
import { RemoteView } from "../../../ui/RemoteView";
import { StatusTag } from "../../../ui/StatusTag";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import { useYear } from "../../../ui/YearSelect";
import { useFund } from "../FundSwitch";
import { flowText, moveOf, voucherAddress, whyDiffers, yearOfMonths } from "./memo";

/** The special account's book beside the agency's, month by month, and what makes them differ. */
export function CheckTab() {
  const [division] = useDivision();
  const [fund] = useFund();
  const [year] = useYear();
  const check = useRemote<AgencyCheck>("/api/accounting/agency-check", { division, fund, year: String(year) });
  return (
    <RemoteView remote={check} rows={10}>
      {(value) =>
        value.months.length === 0 && !value.hasAgencyBook ? (
          <EmptyState
            title="两边都没有账"
            next="换一个区划、险种或年度；经办机构账（辅助账）在“业务记账”登记或由文件导入。"
          />
        ) : (
          <div className="sf-stack">
            <div className="sf-row">
              {value.hasAgencyBook ? (
                <StatusTag tone={value.differences.length === 0 ? "good" : "warn"}>
                  {value.differences.length === 0 ? "两边一致" : `有 ${value.differences.length} 处不一致`}
                </StatusTag>
              ) : (
                <StatusTag tone="warn">没有经办机构账，无法核对</StatusTag>
              )}
              <span className="sf-muted">{value.bookTitle}与经办机构的辅助账</span>
            </div>
            <Months check={value} />
            <DataTable
              id="agency-differences"
              name="专户与经办差异"
              rows={value.differences}
              columns={columns}
              rowKey={(each) => `${each.special?.voucher.number}~${each.agency?.voucher.number}~${each.flow}`}
              maxRows={12}
              empty={{ title: "没有差异", next: "拨付支出户、缴入专户的每一笔两边都有。" }}
            />
          </div>
        )
      }
    </RemoteView>
  );
}

function Months({ check }: { check: AgencyCheck }) {
  const total = yearOfMonths(check);
  return (
    <div className="sf-scroll-x sf-panel">
      <table className="sf-plain" aria-label="按月核对">
        <thead>
          <tr>
            <th scope="col">月份</th>
            <th scope="col" className="sf-right">
              专户拨付支出户
            </th>
            <th scope="col" className="sf-right">
              经办收到拨款
            </th>
            <th scope="col" className="sf-right">
              相差
            </th>
            <th scope="col" className="sf-right">
              专户收到缴入
            </th>
            <th scope="col" className="sf-right">
              经办缴入专户
            </th>
            <th scope="col" className="sf-right">
              相差
            </th>
          </tr>
        </thead>
        <tbody>
          {check.months.map((month) => (
            <Month key={month.month} month={month} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <Figures
              values={[
                total.specialOut,
                total.agencyOut,
                subtract(total.specialOut, total.agencyOut),
                total.specialIn,
                total.agencyIn,
                subtract(total.specialIn, total.agencyIn),
              ]}
            />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Month({ month }: { month: AgencyMonth }) {
  return (
    <tr>
      <td>{`${month.month}月`}</td>
      <Figures
        values={[
          month.specialOut,
          month.agencyOut,
          month.differenceOut,
          month.specialIn,
          month.agencyIn,
          month.differenceIn,
        ]}
      />
    </tr>
  );
}

function Figures({ values }: { values: readonly AgencyMonth["specialOut"][] }) {
  return values.map((value, index) => (
    // The columns are fixed.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <td key={index} className="sf-right">
      <Amount value={value} />
    </td>
  ));
}

function voucherColumn(key: "special" | "agency", title: string): Column<AgencyDifference> {
  return {
    key,
    title,
    kind: "text",
    width: 140,
    value: (each) => each[key]?.voucher.number,
    render: (each) => {
      const voucher = each[key]?.voucher;
      return voucher === undefined ? null : <Link to={voucherAddress(voucher)}>{voucher.number}</Link>;
    },
  };
}

const columns: readonly Column<AgencyDifference>[] = [
  { key: "date", title: "日期", kind: "date", value: (each) => moveOf(each)?.date },
  { key: "flow", title: "款项", kind: "text", width: 110, value: flowText },
  { key: "why", title: "差异", kind: "text", width: 170, value: whyDiffers },
  { key: "amount", title: "金额", kind: "amount", value: (each) => moveOf(each)?.amount },
  { key: "summary", title: "摘要", kind: "text", width: 320, value: (each) => moveOf(each)?.summary },
  voucherColumn("special", "专户凭证"),
  voucherColumn("agency", "经办凭证"),
];
