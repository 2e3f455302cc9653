import { App, Button } from "antd";
import { useState } from "react";
import type { BulkOutcome } from "../ui/BulkResult";
import { BulkResult } from "../ui/BulkResult";
import { Page } from "../ui/Page";
import { DataTable } from "../ui/table/DataTable";
import { requestColumns } from "./requestColumns";
import type { SampleRequest } from "./samples";
import { sampleProblem, stateTones } from "./samples";

const filters = [
  {
    key: "state",
    label: "状态",
    kind: "choice" as const,
    options: Object.keys(stateTones).map((state) => ({ value: state, label: state })),
  },
  { key: "period", label: "期别", kind: "period" as const },
  { key: "submitted", label: "提交日期", kind: "dates" as const },
];

/** A whole list screen, as a module writes it. */
export function TablePage() {
  const { message } = App.useApp();
  const [outcomes, setOutcomes] = useState<readonly BulkOutcome[]>([]);
  const approve = (rows: readonly SampleRequest[]) =>
    setOutcomes(
      rows.map((row, at) => {
        const outcome = { key: row.number, label: `${row.number} ${row.agency}` };
        return at % 4 === 2 ? { ...outcome, problem: sampleProblem } : outcome;
      }),
    );
  return (
    <Page
      title="用款申请"
      fill
      actions={<Button type="primary">填报申请</Button>}
      hints={[
        ["enter", "打开"],
        ["空格", "选择"],
      ]}
    >
      {outcomes.length === 0 ? null : (
        <BulkResult action="审核通过" outcomes={outcomes} onRetry={() => undefined} onClose={() => setOutcomes([])} />
      )}
      <DataTable
        id="dev-requests"
        name="用款申请"
        path="/api/dev/requests"
        columns={requestColumns}
        rowKey={(row) => row.number}
        filters={filters}
        searchHint="编号、机构或项目"
        onOpen={(row) => void message.info(`打开 ${row.number}`)}
        bulk={(rows) => (
          <Button type="primary" onClick={() => approve(rows)}>
            审核通过
          </Button>
        )}
        empty={{ title: "还没有用款申请", next: "点击“填报申请”开始第一份。" }}
      />
    </Page>
  );
}
