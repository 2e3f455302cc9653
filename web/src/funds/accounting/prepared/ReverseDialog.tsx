import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { VoucherView } from "../../../api/generated/types";
import { useCommand } from "../../../kernel/command";
import { dayAt } from "../../../kernel/period";
import { useRefresh } from "../../../kernel/remote";
import { ReasonDialog } from "../../../ui/ReasonDialog";
import { bookPath, voucherText } from "../books";
import { preparedAddress, reverse } from "./calls";

const reasonLeast = 2;
const reasonMost = 100;

/** Makes the red voucher that takes a posted one back; it is then audited and posted like any other. */
export function ReverseDialog({ voucher, onClose }: { voucher: VoucherView; onClose: () => void }) {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { running, run } = useCommand(reverse);
  const [date, setDate] = useState(() => dateFor(voucher));
  const confirm = async (reason: string) => {
    const answer = await run({ book: voucher.book, voucher: voucher.id, date, reason });
    if (answer === undefined) return;
    refresh(bookPath(voucher.book));
    void navigate(preparedAddress(voucher.book, answer.number));
  };
  return (
    <ReasonDialog
      open
      title={`红字冲销 ${voucherText(voucher.id)}`}
      effect="将生成一张金额相同的红字凭证，经审核、记账后生效；两张凭证互相链接。"
      least={reasonLeast}
      most={reasonMost}
      placeholder="冲销原因，例如：利息单金额有误"
      confirmText="生成红字凭证"
      danger
      busy={running.state === "running"}
      problem={running.state === "refused" ? running.problem : undefined}
      onConfirm={(reason) => void confirm(reason)}
      onCancel={onClose}
    >
      <div className="sf-row">
        <span>凭证日期</span>
        <DatePicker
          aria-label="凭证日期"
          allowClear={false}
          value={dayjs(date)}
          onChange={(day) => day && setDate(day.format("YYYY-MM-DD"))}
        />
      </div>
    </ReasonDialog>
  );
}

/** Today; in a book of another year the voucher's own day. */
function dateFor(voucher: VoucherView): string {
  const today = dayAt(new Date());
  return today.slice(0, 4) === voucher.date.slice(0, 4) ? today : voucher.date;
}
