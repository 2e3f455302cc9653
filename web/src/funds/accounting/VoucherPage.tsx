import { PrinterOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useCallback, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { Confirmed, RequestView, SourceLink, VoucherView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { timeText } from "../../kernel/period";
import { useRefresh, useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DescriptionList } from "../../ui/DescriptionList";
import { Page } from "../../ui/Page";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { bookPath, bookPeriodText, voucherAddress, voucherText } from "./books";
import { ReverseDialog } from "./prepared/ReverseDialog";
import { SourceText } from "./SourceText";
import { VoucherFiles } from "./VoucherFiles";
import { VoucherPaper } from "./VoucherPaper";

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
  const mayPrepare = useMay("voucher.prepare");
  const [reverses, setReverses] = useState(false);
  // The opening and the closing of the year are the system's own.
  const isOrdinary = !/(00|13)$/.test(voucher.period);
  return (
    <Page
      title={`${bookPeriodText(voucher.period)}　${voucherText(voucher.id)}`}
      meta={
        <>
          {voucher.confirmedBy ? (
            <StatusTag tone="good">国库已确认</StatusTag>
          ) : (
            <StatusTag tone="neutral">国库待确认</StatusTag>
          )}
          {voucher.reversedBy ? <StatusTag tone="bad">已被冲销</StatusTag> : null}
          {voucher.reverses ? <StatusTag tone="bad">红字冲销凭证</StatusTag> : null}
        </>
      }
      actions={
        <>
          {mayPrepare ? <CopyButton voucher={voucher} /> : null}
          {mayPrepare && isOrdinary ? (
            <Button danger disabled={voucher.reversedBy !== undefined} onClick={() => setReverses(true)}>
              红字冲销
            </Button>
          ) : null}
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
      <VoucherPaper voucher={{ ...voucher, papers: papersOf(voucher) }} number={voucherText(voucher.id)} />
      <section className="sf-panel sf-no-print">
        <Origin voucher={voucher} />
      </section>
      <VoucherFiles
        book={voucher.book}
        path={`${bookPath(voucher.book)}/vouchers/${voucher.id}`}
        files={voucher.files}
      />
      {reverses ? <ReverseDialog voucher={voucher} onClose={() => setReverses(false)} /> : null}
    </Page>
  );
}

/** A voucher made from a document has that attached. */
function papersOf({ papers, source }: VoucherView): number {
  return source.kind === "request" || source.kind === "income" ? Math.max(1, papers) : papers;
}

function CopyButton({ voucher }: { voucher: VoucherView }) {
  const navigate = useNavigate();
  const address = `/accounting/entry?book=${voucher.book}&copy=${voucher.id}`;
  return <Button onClick={() => void navigate(address)}>复制</Button>;
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

/** Voucher → document → received file. */
function Origin({ voucher }: { voucher: VoucherView }) {
  return (
    <DescriptionList
      items={[
        { label: "来源单据", value: <SourceText source={voucher.source} /> },
        { label: "说明", value: voucher.source.detail },
        { label: "记账规则", value: voucher.rule ?? "手工录入" },
        ...(voucher.reverses ? [{ label: "冲销", value: <Other book={voucher.book} id={voucher.reverses} /> }] : []),
        ...(voucher.reversedBy
          ? [{ label: "被冲销", value: <Other book={voucher.book} id={voucher.reversedBy} /> }]
          : []),
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

/** The other voucher of a red reversal. */
function Other({ book, id }: { book: string; id: string }) {
  return <Link to={voucherAddress(book, id)}>{`${bookPeriodText(id.slice(0, 6))} ${voucherText(id)}`}</Link>;
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
