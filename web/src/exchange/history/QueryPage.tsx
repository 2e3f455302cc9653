import "./History.css";
import { Segmented, Select } from "antd";
import { Link } from "react-router";
import type { HistoryForms } from "../../api/generated/types";
import { fundText } from "../../kernel/funds";
import { useParameter } from "../../kernel/parameter";
import { DivisionSwitch } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { BreaksView } from "./BreaksView";
import { DetailYearsView } from "./DetailYearsView";
import { formOf, useForms } from "./history";
import { LinksView } from "./LinksView";
import { ReportView } from "./ReportView";
import { SubjectsView } from "./SubjectsView";
import { YearInput } from "./YearInput";

const views = [
  { value: "report", label: "报表与趋势" },
  { value: "links", label: "预算执行决算对比" },
  { value: "breaks", label: "历年结转核对" },
  { value: "subjects", label: "科目指标核对" },
  { value: "details", label: "明细历史" },
];

/** What the imported years say: a report, an item over years, budget against account, year against year. */
export function QueryPage() {
  const forms = useForms();
  return (
    <Page title="历史数据查询" meta={<Link to="/exchange/history">← 回到历史数据</Link>} actions={<DivisionSwitch />}>
      <RemoteView remote={forms} rows={12}>
        {(known) => <Query forms={known} />}
      </RemoteView>
    </Page>
  );
}

/** The year before the running one: history ends there. */
function lastYear(): number {
  return new Date().getFullYear() - 1;
}

function Query({ forms }: { forms: HistoryForms }) {
  const [view, setView] = useParameter("view");
  const [module] = useParameter("module");
  const [yearText, setYear] = useParameter("year");
  const [formId, setForm] = useParameter("form");
  const year = Number(yearText ?? lastYear());
  const entry = forms.modules.find((one) => one.number === module);
  const form = formOf(forms, formId ?? entry?.forms?.[0] ?? "enterprise-pension");
  const shown = view ?? "report";
  if (form === undefined) return null;
  const needsForm = shown !== "breaks" && shown !== "details";
  return (
    <>
      <div className="sf-row">
        <Segmented
          aria-label="查询内容"
          value={shown}
          onChange={(next) => setView(next === "report" ? undefined : String(next))}
          options={views}
        />
        {needsForm ? (
          <Select
            aria-label="报表"
            style={{ width: 300 }}
            showSearch={{ optionFilterProp: "label" }}
            value={form.id}
            onChange={(id: string) => setForm(id)}
            options={forms.forms.map((one) => ({ value: one.id, label: one.title }))}
          />
        ) : null}
        <YearInput label="年度" year={year} onChange={(next) => setYear(String(next))} />
      </div>
      {shown === "report" ? <ReportView forms={forms} form={form} year={year} tasks={entry?.tasks} /> : null}
      {shown === "links" ? <LinksView form={form} year={year} /> : null}
      {shown === "breaks" ? <BreaksView year={year} /> : null}
      {shown === "subjects" ? <SubjectsView form={form} year={year} /> : null}
      {shown === "details" ? <DetailYearsView year={year} fundName={fundText} /> : null}
    </>
  );
}
