import { Button } from "antd";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import type { ExpenditureKind, RequestRow } from "../../api/generated/types";
import { sum, yuan } from "../../kernel/money";
import { useRemote } from "../../kernel/remote";
import { may, useUser } from "../../kernel/user";
import { BulkResult } from "../../ui/BulkResult";
import { Page } from "../../ui/Page";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { Shortcut } from "../../ui/shortcuts";
import { DataTable } from "../../ui/table/DataTable";
import { useDivisionFilter } from "../../ui/table/divisionFilter";
import type { Filter } from "../../ui/table/filters";
import { fundFilter } from "../../ui/table/filters";
import { useBulk } from "../../ui/useBulk";
import { requestAddress, requestColumns, requestList, requestsPath } from "./requestList";
import { stateChoices } from "./states";

const reviews = ["request.review.clerk", "request.review.reviewer", "request.review.head", "treasury.review"];

const mine: Filter = {
  key: "mine",
  label: "待办",
  kind: "choice",
  single: true,
  options: [
    { value: "todo", label: "等我办理" },
    { value: "request.submit", label: "待更正" },
    { value: "request.review.clerk", label: "待初审" },
    { value: "request.review.reviewer", label: "待复审" },
    { value: "request.review.head", label: "待负责人审批" },
    { value: "treasury.review", label: "待国库审核" },
  ],
};

const due: Filter = {
  key: "due",
  label: "期限",
  kind: "choice",
  single: true,
  options: [{ value: "overdue", label: "已超期" }],
};

/** Payment requests of a division and below, with everything that can be done to many at once. */
export function RequestsPage() {
  const navigate = useNavigate();
  const user = useUser();
  const filters = useFilters();
  const reviewing = reviews.some((action) => may(user, action));
  const bulk = useBulk<RequestRow>({
    path: "/api/expenditure/approvals",
    affects: "/api/expenditure/",
    label: (row) => `${row.id}　${row.agencyName}`,
  });
  const fill = () => void navigate("/expenditure/requests/new");
  return (
    <Page
      title="用款申请"
      fill
      actions={
        may(user, "request.submit") ? (
          <Button type="primary" onClick={fill}>
            填报申请
          </Button>
        ) : undefined
      }
      hints={[
        ["enter", "打开"],
        ...(reviewing ? ([["空格", "选择"]] as const) : []),
        ...(may(user, "request.submit") ? ([["n", "填报"]] as const) : []),
      ]}
    >
      {may(user, "request.submit") ? <Shortcut keys="n" label="填报申请" action={fill} /> : null}
      {bulk.outcomes.length === 0 ? null : (
        <BulkResult action="批量同意" outcomes={bulk.outcomes} onRetry={bulk.retry} onClose={bulk.close} />
      )}
      <DataTable
        id="requests"
        name="用款申请"
        path={requestsPath}
        adapter={requestList}
        columns={requestColumns}
        rowKey={(row: RequestRow) => row.id}
        filters={filters}
        searchHint="编号、机构、类型或用途"
        onOpen={(row) => void navigate(requestAddress(row.id))}
        {...(reviewing
          ? {
              bulk: (rows: readonly RequestRow[], clear: () => void) => (
                <Button type="primary" onClick={() => bulk.ask(rows, clear)}>
                  同意所选
                </Button>
              ),
            }
          : {})}
        empty={{ title: "还没有用款申请", next: "经办机构报送文件或在线填报后，申请会出现在这里。" }}
      />
      <ApprovalDialog bulk={bulk} />
    </Page>
  );
}

function useFilters(): readonly Filter[] {
  const kinds = useRemote<{ items: readonly ExpenditureKind[] }>("/api/expenditure/kinds");
  const division = useDivisionFilter();
  return useMemo(() => {
    const known = kinds.state === "ready" ? kinds.value.items : [];
    const kind: Filter = {
      key: "kind",
      label: "支出类型",
      kind: "choice",
      options: known.map((one) => ({ value: one.id, label: one.name })),
    };
    const state: Filter = { key: "state", label: "状态", kind: "choice", options: stateChoices };
    const period: Filter = { key: "period", label: "期别", kind: "period" };
    return [mine, ...(division ? [division] : []), fundFilter("fund", true), state, kind, period, due];
  }, [kinds, division]);
}

type ApprovalDialogProps = { bulk: ReturnType<typeof useBulk<RequestRow>> };

/** Asks once for all; each is approved by itself. */
function ApprovalDialog({ bulk: { asked, running, confirm, cancel } }: ApprovalDialogProps) {
  const total = sum(asked?.map((row) => row.total) ?? []);
  return (
    <ReasonDialog
      open={asked !== undefined}
      title="批量同意"
      effect={`将逐件同意所选 ${asked?.length ?? 0} 件申请，合计 ${yuan(total)} 元。不能同意的会逐件说明原因，其余照常办理。`}
      least={0}
      placeholder="审核意见（可不填；超预算的申请必须填写）"
      confirmText="同意"
      busy={running.state === "running"}
      problem={running.state === "refused" ? running.problem : undefined}
      onConfirm={confirm}
      onCancel={cancel}
    />
  );
}
