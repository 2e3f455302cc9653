import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Link } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Job } from "../kernel/jobs";
import type { Fen } from "../kernel/money";
import { fen } from "../kernel/money";
import { ProblemError, readProblem } from "../kernel/problem";
import { Amount } from "./Amount";
import { AmountInput } from "./AmountInput";
import { BulkResult } from "./BulkResult";
import { ExactAmount } from "./ExactAmount";
import { FileDrop } from "./FileDrop";
import { JobPanel } from "./JobCard";
import { MaskedText } from "./MaskedText";
import { ReasonDialog } from "./ReasonDialog";
import type { Column } from "./table/columns";
import { DataTable } from "./table/DataTable";
import { renderInApp } from "./testing";
import { UnsavedGuard } from "./UnsavedGuard";
import { UnitProvider } from "./unit";

const refusal = readProblem(422, { code: "line_exceeded", title: "超出预算", detail: "超出 3.00 元" }, "req-1");

afterEach(() => vi.unstubAllGlobals());

describe("Amount", () => {
  it("shows the unit's figure, keeps the exact one, and marks what is below zero", () => {
    render(
      <UnitProvider unit="wan">
        <Amount value={fen(-123_456_789)} />
      </UnitProvider>,
    );
    const shown = screen.getByText("-123.46");
    expect(shown).toHaveAttribute("title", "-1,234,567.89 元");
    expect(shown).toHaveClass("sf-amount-negative");
  });

  it("tells nothing from zero", () => {
    render(<Amount value={null} />);
    expect(screen.getByText("—")).toBeInTheDocument();
  });

  it("opens the exact value with capitals on one click", async () => {
    render(
      <>
        <Amount value={fen(10_011_111)} />
        <ExactAmount />
      </>,
    );
    await userEvent.click(screen.getByText("100,111.11"));
    expect(screen.getByText("壹拾万零壹佰壹拾壹元壹角壹分")).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByText("壹拾万零壹佰壹拾壹元壹角壹分")).toBeNull();
  });
});

describe("AmountInput", () => {
  it("reads what people type, writes it out when left, and never repairs what is no amount", async () => {
    const change = vi.fn();
    render(<AmountInput label="金额" onChange={change} />);
    const box = screen.getByLabelText("金额");
    await userEvent.type(box, "1234.5");
    expect(change).toHaveBeenLastCalledWith(123_450);
    await userEvent.tab();
    expect(box).toHaveValue("1,234.50");
    await userEvent.type(box, "x");
    await userEvent.tab();
    expect(change).toHaveBeenLastCalledWith(undefined);
    expect(box).toHaveValue("1,234.50x");
    expect(box).toBeInvalid();
  });
});

describe("UnsavedGuard", () => {
  it("asks before leaving, and lets go when told to", async () => {
    const view = renderInApp(
      <>
        <UnsavedGuard unsaved />
        <Link to="/other">走</Link>
      </>,
      { address: "/form" },
    );
    await userEvent.click(screen.getByRole("link", { name: "走" }));
    await userEvent.click(await screen.findByRole("button", { name: "留在本页" }));
    expect(view.address()).toBe("/form");
    await userEvent.click(screen.getByRole("link", { name: "走" }));
    await userEvent.click(await screen.findByRole("button", { name: "离开" }));
    expect(view.address()).toBe("/other");
  });
});

describe("ReasonDialog", () => {
  it("takes no more characters than the server does", async () => {
    renderInApp(
      <ReasonDialog
        open
        title="撤回"
        least={2}
        most={8}
        confirmText="撤回"
        onConfirm={() => undefined}
        onCancel={() => undefined}
      />,
    );
    await userEvent.type(screen.getByLabelText("理由"), "报送的口径有误，重报");
    expect(screen.getByLabelText("理由")).toHaveValue("报送的口径有误，");
  });

  it("does not confirm until the reason is long enough, white space not counted", async () => {
    const confirm = vi.fn();
    renderInApp(
      <ReasonDialog
        open
        title="退回"
        least={5}
        confirmText="确定退回"
        onConfirm={confirm}
        onCancel={() => undefined}
      />,
    );
    await userEvent.type(screen.getByLabelText("理由"), "缺 附 件");
    await userEvent.click(screen.getByRole("button", { name: "确定退回" }));
    expect(confirm).not.toHaveBeenCalled();
    expect(screen.getByText("理由至少 5 个字，还差 2 个字")).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText("理由"), "二份{Control>}{Enter}{/Control}");
    expect(confirm).toHaveBeenCalledExactlyOnceWith("缺 附 件二份");
  });
});

describe("BulkResult", () => {
  it("puts the refused first and tries only those again", async () => {
    const retry = vi.fn();
    const outcomes = [
      { key: "1", label: "YK1" },
      { key: "2", label: "YK2", problem: refusal },
    ];
    render(<BulkResult action="审核通过" outcomes={outcomes} onRetry={retry} onClose={() => undefined} />);
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "✕未完成YK2超出 3.00 元",
      "●完成YK1",
    ]);
    await userEvent.click(screen.getByRole("button", { name: "重试未完成的" }));
    expect(retry).toHaveBeenCalledExactlyOnceWith(["2"]);
  });
});

describe("JobPanel", () => {
  const job: Job = { id: "1", title: "汇总", stage: "核对", rowsDone: 50, rowsTotal: 200, state: "failed", log: ["a"] };

  it("offers to go on after a failure and says when that is refused", async () => {
    const resume = () => Promise.reject(new ProblemError(refusal));
    render(<JobPanel job={job} onCancel={async () => undefined} onResume={resume} />);
    expect(screen.getByText(/50 \/ 200 行/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "取消" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "从中断处继续" }));
    expect(await screen.findByText("超出 3.00 元")).toBeInTheDocument();
  });

  it("is not at 100 % before it is done", () => {
    const nearly = { ...job, state: "running" as const, rowsDone: 200, estimateSeconds: 90 };
    render(<JobPanel job={nearly} onCancel={async () => undefined} onResume={async () => undefined} />);
    expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "99");
    expect(screen.getByText(/预计还需 1 分 30 秒/)).toBeInTheDocument();
  });
});

describe("MaskedText", () => {
  it("asks the server for the whole value, says that this is logged, and hides it again", async () => {
    render(<MaskedText label="身份证号" masked="6301**17" reveal={async () => "630101199001010017"} />);
    await userEvent.click(screen.getByRole("button", { name: "查看完整身份证号（将记入审计日志）" }));
    expect(await screen.findByText("630101199001010017")).toBeInTheDocument();
    expect(screen.getByText("已记入审计日志")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "隐藏身份证号" }));
    expect(screen.queryByText("630101199001010017")).toBeNull();
  });

  it("offers nothing to those who may not see it", () => {
    render(<MaskedText label="身份证号" masked="6301**17" />);
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("FileDrop", () => {
  it("refuses an empty, a too large and a wrong file without sending them", async () => {
    const send = vi.fn();
    vi.stubGlobal("XMLHttpRequest", send);
    render(<FileDrop path="/api/x" hint="" accept=".csv" maxBytes={4} onDone={() => undefined} />);
    const files = [new File([], "空.csv"), new File(["12345"], "大.csv"), new File(["1"], "错.exe")];
    await userEvent.setup({ applyAccept: false }).upload(screen.getByLabelText("选择文件"), files);
    expect(screen.getByText(/“空.csv”是空文件/)).toBeInTheDocument();
    expect(screen.getByText(/“大.csv”有 5 B，超过上限 4 B/)).toBeInTheDocument();
    expect(screen.getByText(/这里只接收 .csv 文件/)).toBeInTheDocument();
    expect(send).not.toHaveBeenCalled();
  });
});

type Line = { code: string; amount: Fen };

const lineColumns: readonly Column<Line>[] = [
  { key: "code", title: "编号", kind: "text", value: (row) => row.code },
  { key: "amount", title: "金额", kind: "amount", total: true, sortable: true, value: (row) => row.amount },
];

describe("DataTable", () => {
  const lines = [
    { code: "甲", amount: fen(3_333_333) },
    { code: "乙", amount: fen(3_333_333) },
    { code: "丙", amount: fen(3_333_334) },
  ];

  it("shows parts that add up to the shown total", () => {
    renderInApp(<DataTable id="t" name="明细" columns={lineColumns} rows={lines} rowKey={(row) => row.code} />, {
      unit: "wan",
    });
    const figures = [...screen.getByRole("grid").querySelectorAll("data")].map((one) => one.textContent);
    expect(figures).toEqual(["3.33", "3.33", "3.34", "10.00"]);
    expect(screen.getByText(/共/)).toHaveTextContent("共 3 条");
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "4");
  });

  it("is walked, selected and opened with the keyboard", async () => {
    const open = vi.fn();
    const bulk = vi.fn(() => <button type="button">通过</button>);
    renderInApp(
      <DataTable
        id="t"
        name="明细"
        columns={lineColumns}
        rows={lines}
        rowKey={(row) => row.code}
        onOpen={open}
        bulk={bulk}
      />,
    );
    screen.getByRole("grid").focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown} {Enter}");
    expect(open).toHaveBeenCalledExactlyOnceWith(lines[1]);
    expect(screen.getByText(/已选/)).toHaveTextContent("已选 1 条，金额合计 33,333.33");
    expect(bulk).toHaveBeenLastCalledWith([lines[1]], expect.any(Function));
  });

  it("sorts through the address", async () => {
    const view = renderInApp(
      <DataTable id="t" name="明细" columns={lineColumns} rows={lines} rowKey={(row) => row.code} />,
    );
    await userEvent.click(screen.getByRole("button", { name: "金额（元）" }));
    await userEvent.click(screen.getByRole("button", { name: "金额（元）" }));
    expect(view.address()).toBe("/?sort=-amount");
    expect(screen.getAllByRole("gridcell")[0]).toHaveTextContent("丙");
  });

  it("says what to do when nothing is there, and otherwise when filters hide it", () => {
    const table = (
      <DataTable
        id="t"
        name="用款申请"
        columns={lineColumns}
        rows={[]}
        rowKey={(row: Line) => row.code}
        empty={{ title: "还没有用款申请", next: "点击“填报申请”开始。" }}
      />
    );
    renderInApp(table);
    expect(screen.getByText("点击“填报申请”开始。")).toBeInTheDocument();
    renderInApp(table, { address: "/?q=无" });
    expect(screen.getByText("没有符合条件的用款申请")).toBeInTheDocument();
  });

  it("reads pages by continuation, states the full count, and on refusal gives the request number", async () => {
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (path: string) => {
      asked.push(path);
      if (path.includes("q=bad")) return new Response(JSON.stringify(refusal), { status: 422 });
      const body = path.includes("continuation=p2")
        ? { items: lines.slice(2), total: 3 }
        : { items: lines.slice(0, 2), total: 3, continuation: "p2", totals: { amount: 10_000_000 } };
      return new Response(JSON.stringify(body));
    });
    const table = (
      <DataTable id="t" name="明细" columns={lineColumns} path="/api/lines" rowKey={(row: Line) => row.code} />
    );
    const view = renderInApp(table);
    await screen.findByText("丙");
    expect(asked).toEqual(["/api/lines?limit=200", "/api/lines?limit=200&continuation=p2"]);
    expect(within(screen.getByRole("grid")).getByText("100,000.00")).toBeInTheDocument();
    view.unmount();

    renderInApp(table, { address: "/?q=bad" });
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("req-1"));
    expect(screen.getByRole("button", { name: "重试" })).toBeInTheDocument();
  });
});
