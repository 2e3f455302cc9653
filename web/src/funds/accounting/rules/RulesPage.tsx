import { Segmented } from "antd";
import { Link, useNavigate } from "react-router";
import type { BookKind, RuleList, RuleView } from "../../../api/generated/types";
import { useParameter } from "../../../kernel/parameter";
import { useRemote } from "../../../kernel/remote";
import { Page } from "../../../ui/Page";
import { RemoteView } from "../../../ui/RemoteView";
import type { Column } from "../../../ui/table/columns";
import { DataTable } from "../../../ui/table/DataTable";
import { bookKinds } from "../books";
import { doorText, fundsText, spanText } from "./words";

export const rulesPath = "/api/accounting/rules";

export function ruleAddress(id: string): string {
  return `/accounting/rules/${encodeURIComponent(id)}`;
}

function newest(rule: RuleView) {
  return rule.versions.at(-1);
}

const columns: readonly Column<RuleView>[] = [
  {
    key: "name",
    title: "业务",
    kind: "text",
    width: 240,
    frozen: true,
    value: (rule) => rule.name,
    render: (rule) => <Link to={ruleAddress(rule.id)}>{rule.name}</Link>,
  },
  { key: "book", title: "记入", kind: "text", width: 120, value: (rule) => rule.bookName },
  { key: "door", title: "办理", kind: "text", width: 150, value: doorText },
  { key: "funds", title: "险种", kind: "text", width: 170, value: fundsText },
  {
    key: "entries",
    title: "典型分录",
    kind: "text",
    width: 110,
    value: (rule) =>
      newest(rule)
        ?.entries.map(({ number }) => number)
        .join("、"),
  },
  {
    key: "span",
    title: "现行版本",
    kind: "text",
    width: 150,
    value: (rule) => {
      const version = newest(rule);
      return version === undefined ? "" : spanText(version);
    },
  },
  { key: "versions", title: "版本数", kind: "count", width: 80, value: (rule) => rule.versions.length },
  { key: "lines", title: "分录", kind: "count", width: 70, value: (rule) => newest(rule)?.lines.length },
  { key: "basis", title: "依据", kind: "text", width: 260, value: (rule) => newest(rule)?.basis },
  { key: "id", title: "编号", kind: "text", width: 170, value: (rule) => rule.id },
];

/** 记账规则: how each sort of business becomes vouchers, by the kind of book it is posted into. */
export function RulesPage() {
  const navigate = useNavigate();
  const rules = useRemote<RuleList>(rulesPath);
  const [kind, choose] = useParameter("kind");
  return (
    <Page
      title="记账规则"
      fill
      hints={[["enter", "打开"]]}
      actions={
        <Segmented
          aria-label="账别"
          value={kind ?? ""}
          options={[{ value: "", label: "全部" }, ...kinds]}
          onChange={choose}
        />
      }
    >
      <RemoteView remote={rules} rows={8}>
        {({ items }) => (
          <DataTable
            id="posting-rules"
            name="记账规则"
            columns={columns}
            rowKey={(rule) => rule.id}
            rows={items.filter((rule) => kind === undefined || rule.book === kind)}
            onOpen={(rule) => void navigate(ruleAddress(rule.id))}
            empty={{ title: "这类账没有记账规则", next: "换一种账别。" }}
          />
        )}
      </RemoteView>
    </Page>
  );
}

const kinds = Object.entries(bookKinds).map(([value, label]) => ({ value: value as BookKind | "", label }));
