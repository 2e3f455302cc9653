import "./Voucher.css";
import { PrinterOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useCallback } from "react";
import { Link, useParams } from "react-router";
import type { Confirmed, RequestView, Signature, SourceLink, VoucherView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { dateText, timeText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { Amount } from "../../ui/Amount";
import { DescriptionList } from "../../ui/DescriptionList";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { UnitProvider } from "../../ui/unit";
import { bookPath, bookPeriodText, voucherText } from "./books";
import { SourceText } from "./SourceText";

/** One voucher on its form, with where it comes from. */
export function VoucherPage() {
  const { book = "", id = "" } = useParams();
  const voucher = useRemote<VoucherView>(`${bookPath(book)}/vouchers/${id}`);
  return (
    <RemoteView remote={voucher} rows={12}>
      {(view) => <Voucher voucher={view} />}
    </RemoteView>
  );
}

function Voucher({ voucher }: { voucher: VoucherView }) {
  const { confirm, busy, problem } = useConfirm(voucher);
  const mayConfirm = useMay("book.confirm") && voucher.confirmedBy === undefined;
  return (
    <Page
      title={`${bookPeriodText(voucher.period)}　${voucherText(voucher.id)}`}
      meta={
        voucher.confirmedBy ? (
          <StatusTag tone="good">国库已确认</StatusTag>
        ) : (
          <StatusTag tone="neutral">国库待确认</StatusTag>
        )
      }
      actions={
        <>
          {mayConfirm ? (
            <Button type="primary" loading={busy} onClick={confirm}>
              确认记账
            </Button>
          ) : null}
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印（A5 横向）
          </Button>
        </>
      }
    >
      {problem === undefined ? null : <ProblemView problem={problem} inline />}
      <UnitProvider unit="yuan">
        <Form voucher={voucher} />
      </UnitProvider>
      <section className="sf-panel sf-no-print">
        <Origin voucher={voucher} />
      </section>
    </Page>
  );
}

function useConfirm({ book, id }: VoucherView) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const send = useCallback(
    (_: string, intent: Intent) =>
      command<Confirmed>(`${bookPath(book)}/vouchers/${id}/confirm`, undefined, { intent }),
    [book, id],
  );
  const { running, run } = useCommand(send);
  const confirm = () =>
    void run(id).then((answer) => {
      if (answer === undefined) return;
      void message.success("已确认记账");
      refresh(bookPath(book));
    });
  const problem = running.state === "refused" ? running.problem : undefined;
  return { confirm, busy: running.state === "running", problem };
}

/** A form has this many lines at least, as the printed forms do. */
const linesLeast = 5;

/** 记账凭证 as the Basic Norms for Accounting Work (会计基础工作规范 §51) name its parts. */
function Form({ voucher }: { voucher: VoucherView }) {
  const empty = Array.from({ length: Math.max(0, linesLeast - voucher.lines.length) }, (_, index) => `空行${index}`);
  return (
    <section className="sf-voucher" aria-label="记账凭证">
      <h2>记账凭证</h2>
      <div className="sf-voucher-head">
        <span>核算单位：{voucher.bookTitle}</span>
        <span>{dateText(voucher.date)}</span>
        <span>{voucherText(voucher.id)}</span>
        <span>附单据 1 件</span>
      </div>
      <table>
        <colgroup>
          <col style={{ width: "31%" }} />
          <col style={{ width: "17%" }} />
          <col style={{ width: "20%" }} />
          <col style={{ width: "16%" }} />
          <col style={{ width: "16%" }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">摘要</th>
            <th scope="col">总账科目</th>
            <th scope="col">明细科目</th>
            <th scope="col">借方金额（元）</th>
            <th scope="col">贷方金额（元）</th>
          </tr>
        </thead>
        <tbody>
          {voucher.lines.map((line) => {
            const [general, ...detail] = line.accountName.split("--");
            return (
              <tr key={line.number}>
                <td>{line.summary}</td>
                <td>{detail.length === 0 ? `${line.account} ${general}` : general}</td>
                <td>{detail.length === 0 ? "" : `${line.account} ${detail.join("—")}`}</td>
                <td>{line.side === "debit" ? <Amount value={line.debit} /> : null}</td>
                <td>{line.side === "credit" ? <Amount value={line.credit} /> : null}</td>
              </tr>
            );
          })}
          {empty.map((key) => (
            <tr key={key}>
              <td>　</td>
              <td />
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>合计（大写）　{voucher.totalCapitals}</td>
            <td>
              <Amount value={voucher.total} />
            </td>
            <td>
              <Amount value={voucher.total} />
            </td>
          </tr>
        </tfoot>
      </table>
      <div className="sf-voucher-foot">
        <Signed title="记账" by={voucher.postedBy} />
        <Signed title="审核" by={voucher.auditedBy} />
        <Signed title="制单" by={voucher.preparedBy} />
        <Signed title="国库确认" by={voucher.confirmedBy} />
      </div>
    </section>
  );
}

function Signed({ title, by }: { title: string; by: Signature | undefined }) {
  return (
    <span title={by === undefined ? "" : timeText(by.at)}>
      <b>{title}：</b>
      {by?.name ?? "　　　　"}
    </span>
  );
}

/** Voucher → document → received file. */
function Origin({ voucher }: { voucher: VoucherView }) {
  return (
    <DescriptionList
      items={[
        { label: "来源单据", value: <SourceText source={voucher.source} /> },
        { label: "说明", value: voucher.source.detail },
        { label: "记账规则", value: voucher.rule ?? "手工录入" },
        { label: "记账时间", value: timeText(voucher.postedBy.at) },
        {
          label: "收到的文件",
          value: voucher.source.kind === "request" ? <ReceivedFile source={voucher.source} /> : "—",
          wide: true,
        },
      ]}
    />
  );
}

/** The file whose lines the request was made of; each line of the request names its line there. */
function ReceivedFile({ source }: { source: SourceLink }) {
  const mayRead = useMay("request.view");
  return mayRead ? <FileOfRequest id={source.id} /> : <span className="sf-muted">您没有查看用款申请的权限</span>;
}

/** A received file is registered under this many digits of its SM3. */
const batchIdLength = 32;

function FileOfRequest({ id }: { id: string }) {
  const request = useRemote<RequestView>(`/api/expenditure/requests/${encodeURIComponent(id)}`);
  const mayOpen = useMay("intake.view");
  return (
    <RemoteView remote={request} rows={1}>
      {(view) => {
        const file = view.request.received;
        if (file === undefined) return <span>手工填报，没有文件</span>;
        return (
          <span>
            {mayOpen ? (
              <Link to={`/exchange/batches/${file.sm3.slice(0, batchIdLength)}`}>{file.name}</Link>
            ) : (
              file.name
            )}
            <span className="sf-muted" style={{ marginInlineStart: 12 }}>
              {view.row.lines.toLocaleString("zh-CN")} 行，
              <Link style={{ textDecoration: "underline" }} to={`/expenditure/requests/${encodeURIComponent(id)}`}>
                逐行查看（含文件行号）
              </Link>
            </span>
          </span>
        );
      }}
    </RemoteView>
  );
}
