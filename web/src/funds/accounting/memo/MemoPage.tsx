import "./Memo.css";
import { PrinterOutlined } from "@ant-design/icons";
import { Button, Tabs } from "antd";
import { useParameter } from "../../../kernel/parameter";
import { DivisionSwitch } from "../../../ui/DivisionSelect";
import { Page } from "../../../ui/Page";
import { YearSwitch } from "../../../ui/YearSelect";
import { FundSwitch } from "../FundSwitch";
import { CheckTab } from "./CheckTab";
import { ClaimsTab } from "./ClaimsTab";
import { PrepaidTab } from "./PrepaidTab";

const tabs = [
  { key: "prepaid", label: "预拨核销", children: <PrepaidTab /> },
  { key: "claims", label: "应收应付", children: <ClaimsTab /> },
  { key: "check", label: "专户与经办对账", children: <CheckTab /> },
];

/** 备查账: what is prepaid and not written off, what is receivable and payable, and whether the agency's book agrees. */
export function MemoPage() {
  const [asked, choose] = useParameter("tab");
  const tab = tabs.find(({ key }) => key === asked)?.key ?? "prepaid";
  return (
    <Page
      title="备查账"
      hints={[["mod+p", "打印"]]}
      actions={
        <>
          {tab === "check" ? <FundSwitch /> : null}
          <YearSwitch />
          <DivisionSwitch />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印
          </Button>
        </>
      }
    >
      <Tabs
        className="sf-memo-tabs"
        activeKey={tab}
        onChange={(key) => choose(key === "prepaid" ? undefined : key)}
        destroyOnHidden
        items={tabs}
      />
    </Page>
  );
}
