import "./Balances.css";
import { Button, DatePicker } from "antd";
import dayjs from "dayjs";
import { useSearchParams } from "react-router";
import { dateText, dayAt } from "../../kernel/period";

/** Which business dates are counted, and what the book knew by then. Both inclusive; absent: all. */
export type Moment = {
  on: string | undefined;
  knownOn: string | undefined;
  choose: (change: { on?: string | undefined; knownOn?: string | undefined }) => void;
};

/** The moment that a page looks at, kept in its address. */
export function useMoment(): Moment {
  const [parameters, setParameters] = useSearchParams();
  const dayOf = (key: string) => {
    const text = parameters.get(key) ?? "";
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
  };
  const choose: Moment["choose"] = (change) =>
    setParameters((old) => {
      const next = new URLSearchParams(old);
      for (const [key, day] of Object.entries(change)) {
        if (day === undefined) next.delete(key);
        else next.set(key, day);
      }
      return next;
    });
  return { on: dayOf("on"), knownOn: dayOf("knownOn"), choose };
}

/** The choice of the moment; obvious when what is shown is not the book as it stands now. */
export function MomentRow({ moment, year }: { moment: Moment; year: number }) {
  const { on, knownOn, choose } = moment;
  const isPast = on !== undefined || knownOn !== undefined;
  return (
    <div className={isPast ? "sf-moment sf-moment-past" : "sf-moment sf-no-print"}>
      <span>截至日期</span>
      <Day
        label="截至日期"
        value={on}
        last={`${year}-12-31`}
        first={`${year}-01-01`}
        onChange={(day) => choose({ on: day })}
      />
      <span>截至当时已记账</span>
      <Day
        label="截至当时已记账"
        value={knownOn}
        last={dayAt(new Date())}
        onChange={(day) => choose({ knownOn: day })}
      />
      {isPast ? (
        <>
          <b role="status">▲ 不是当前账面：{meaning(moment)}</b>
          <span className="sf-grow" />
          <Button size="small" onClick={() => choose({ on: undefined, knownOn: undefined })}>
            回到当前账面
          </Button>
        </>
      ) : (
        <span className="sf-muted">当前账面</span>
      )}
    </div>
  );
}

function meaning({ on, knownOn }: Moment): string {
  const parts = [
    on === undefined ? undefined : `只计 ${dateText(on)}及以前日期的凭证`,
    knownOn === undefined ? undefined : `只计 ${dateText(knownOn)}及以前已记账的凭证`,
  ];
  return `${parts.filter((part) => part !== undefined).join("，")}；点开的明细账仍是当前账面`;
}

type DayProps = {
  label: string;
  value: string | undefined;
  first?: string;
  last: string;
  onChange: (day: string | undefined) => void;
};

function Day({ label, value, first, last, onChange }: DayProps) {
  return (
    <DatePicker
      aria-label={label}
      placeholder="不限"
      style={{ width: 140 }}
      value={value === undefined ? null : dayjs(value)}
      {...(first === undefined ? {} : { minDate: dayjs(first) })}
      maxDate={dayjs(last)}
      onChange={(day) => onChange(day?.format("YYYY-MM-DD"))}
    />
  );
}
