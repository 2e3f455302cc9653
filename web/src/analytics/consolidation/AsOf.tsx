import { Link } from "react-router";
import { timeText } from "../../kernel/period";
import { asOfText } from "./figures";

/** As of when rolled up figures are; leads to the runs. */
export function AsOf({ asOf }: { asOf: string | undefined }) {
  const title = asOf === undefined ? "还没有汇总过" : `汇总时间 ${timeText(asOf)}，之后的业务在下次汇总时计入`;
  return (
    <Link to="/lake/runs" className="sf-as-of sf-small" title={title}>
      {asOfText(asOf, new Date())}
    </Link>
  );
}
