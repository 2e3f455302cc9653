import "../../../ui/plain.css";
import { App, Button, Drawer, Typography } from "antd";
import { Link } from "react-router";
import type { BookEnd } from "../../../api/generated/types";
import { problemOf } from "../../../kernel/problem";
import { useRemote } from "../../../kernel/remote";
import { RemoteView } from "../../../ui/RemoteView";
import { bookPath, periodWord, voucherAddress } from "../books";
import { bookFormats, saveBook } from "./formats";

/** The end of a book's chains, to compare with what the check of an exported file finds; and its files. */
export function BookDrawer({ book, onClose }: { book: string; onClose: () => void }) {
  const { message } = App.useApp();
  const end = useRemote<BookEnd>(`${bookPath(book)}/end`);
  const save = (format: string) =>
    void saveBook(book, format).catch((error: unknown) => void message.error(problemOf(error).detail));
  return (
    <Drawer open onClose={onClose} size={820} title={`账簿 ${book}`}>
      <div className="sf-stack">
        <section className="sf-stack" aria-label="单独导出">
          <h3>单独导出</h3>
          <div className="sf-row" style={{ flexWrap: "wrap" }}>
            {bookFormats.map(({ id, label }) => (
              <Button key={id} size="small" onClick={() => save(id)}>
                {label}
              </Button>
            ))}
          </div>
        </section>
        <RemoteView remote={end} rows={8}>
          {(value) => <Ends book={book} end={value} />}
        </RemoteView>
      </div>
    </Drawer>
  );
}

function Ends({ book, end }: { book: string; end: BookEnd }) {
  return (
    <section className="sf-stack" aria-label="校验值">
      <h3>校验值（SM3）</h3>
      <Typography.Text copyable code>
        {end.digest}
      </Typography.Text>
      <p className="sf-muted">
        每张凭证的摘要包含同期间上一张凭证的摘要，形成凭证链。核对：导出“凭证链”，运行{" "}
        <code>socialfund verify {book}.chain.ndjson</code>，所报的校验值应与这里一致。
      </p>
      <table className="sf-plain">
        <thead>
          <tr>
            <th>会计期间</th>
            <th className="sf-right">凭证</th>
            <th>链尾凭证</th>
            <th>链尾摘要</th>
          </tr>
        </thead>
        <tbody>
          {end.periods.map(({ period, last, digest }) => {
            const voucher = `${period}-${String(last).padStart(4, "0")}`;
            return (
              <tr key={period}>
                <td>{periodWord(period)}</td>
                <td className="sf-right">{last.toLocaleString("zh-CN")} 张</td>
                <td>{last === 0 ? "—" : <Link to={voucherAddress(book, voucher)}>{voucher}</Link>}</td>
                <td>
                  <code className="sf-small">{digest}</code>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
