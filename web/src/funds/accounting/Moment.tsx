import "./Balances.css";
import { Button, DatePicker } from "antd";
import dayjs from "dayjs";
import { useSearchParams } from "react-router";
import { dateText } from "../../kernel/period";

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

export function MomentPickers({ moment, year }: { moment: Moment; year: number }) {
  return (
    <>
      <DatePicker
        aria-label="截至日期"
        placeholder="截至日期"
        style={{ width: 150 }}
        value={moment.on === undefined ? null : dayjs(moment.on)}
        minDate={dayjs(`${year}-01-01`)}
        maxDate={dayjs(`${year}-12-31`)}
        onChange={(day) => moment.choose({ on: day?.format("YYYY-MM-DD") })}
      />
      <DatePicker
        aria-label="截至当时已记账"
        placeholder="截至当时已记账"
        style={{ width: 170 }}
        value={moment.knownOn === undefined ? null : dayjs(moment.knownOn)}
        maxDate={dayjs()}
        onChange={(day) => moment.choose({ knownOn: day?.format("YYYY-MM-DD") })}
      />
    </>
  );
}

/** Says that what is shown is not the book as it stands now. */
export function MomentBanner({ moment }: { moment: Moment }) {
  const { on, knownOn } = moment;
  if (on === undefined && knownOn === undefined) return null;
  return (
    <div className="sf-moment" role="status">
      <b>▲ 这不是当前账面</b>
      {on === undefined ? null : <span>只计凭证日期在 {dateText(on)}（含）以前的凭证</span>}
      {knownOn === undefined ? null : <span>只计 {dateText(knownOn)}（含）以前已记账的凭证，之后补记的不计</span>}
      <span className="sf-grow" />
      <Button size="small" onClick={() => moment.choose({ on: undefined, knownOn: undefined })}>
        回到当前账面
      </Button>
    </div>
  );
}
