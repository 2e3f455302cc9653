import "../../ui/PaperPage.css";
import type { AgeBand, Ageing, OpenItem } from "../../api/generated/types";
import { dateText } from "../../kernel/period";
import { useRemote } from "../../kernel/remote";
import { Amount } from "../../ui/Amount";
import { EmptyState } from "../../ui/EmptyState";
import { RemoteView } from "../../ui/RemoteView";
import { accountPath } from "./matching";

/** How long the unmatched of either side has waited. */
export function AgeingTab({ account }: { account: string }) {
  const ageing = useRemote<Ageing>(`${accountPath(account)}/ageing`);
  return (
    <RemoteView remote={ageing} rows={8}>
      {({ date, bands }) => (
        <section className="sf-panel sf-stack sf-bank-paper" aria-label="未达账龄">
          <h2>未达账龄　{dateText(date)}</h2>
          <table className="sf-paper-table">
            <thead>
              <tr>
                <th>账龄</th>
                <th className="sf-right">银行未勾对（笔）</th>
                <th className="sf-right">金额</th>
                <th className="sf-right">账未勾对（笔）</th>
                <th className="sf-right">金额</th>
              </tr>
            </thead>
            <tbody>
              {bands.map((band) => (
                <tr key={band.title}>
                  <td>{band.title}</td>
                  <td className="sf-right">{band.bankCount}</td>
                  <td className="sf-right">
                    <Amount value={band.bankAmount} />
                  </td>
                  <td className="sf-right">{band.bookCount}</td>
                  <td className="sf-right">
                    <Amount value={band.bookAmount} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Details bands={bands} />
        </section>
      )}
    </RemoteView>
  );
}

function Details({ bands }: { bands: readonly AgeBand[] }) {
  const items: readonly (OpenItem & { side: string })[] = bands
    .flatMap((band) => [
      ...band.bank.map((one) => ({ ...one, side: "银行" })),
      ...band.book.map((one) => ({ ...one, side: "账" })),
    ])
    .toSorted((one, other) => other.days - one.days);
  if (items.length === 0) return <EmptyState title="没有未达账项" next="双方全部勾对。" />;
  return (
    <table className="sf-paper-table">
      <thead>
        <tr>
          <th>方</th>
          <th>日期</th>
          <th className="sf-right">天数</th>
          <th>摘要</th>
          <th className="sf-right">金额</th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <td>{one.side}</td>
            <td>{dateText(one.date)}</td>
            <td className="sf-right">{one.days}</td>
            <td>
              {one.text} <span className="sf-muted">{one.voucher ?? one.reference}</span>
            </td>
            <td className="sf-right">
              <Amount value={one.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
