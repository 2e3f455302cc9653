import type { PayChannel } from "../../api/generated/types";
import type { Tone } from "../../ui/StatusTag";

export const channelText: Record<PayChannel, string> = {
  bank: "本系统发送银行",
  interface: "国库系统接口",
  paper: "纸质凭证",
};

export const batchTones: Record<string, Tone> = { waiting: "warn", sent: "active", answered: "good" };

export const lineStates: Record<string, { tone: Tone; text: string }> = {
  waiting: { tone: "neutral", text: "待回单" },
  paid: { tone: "good", text: "已支付" },
  failed: { tone: "bad", text: "支付失败" },
  refunded: { tone: "bad", text: "退汇" },
};

export const exceptionKinds: Record<string, string> = {
  unknown_batch: "批次不存在",
  unknown_instruction: "指令不存在",
  wrong_amount: "金额不符",
  contradictory: "与已有回单矛盾",
  other_channel: "由国库另行支付",
  bad_row: "无法识别的行",
  not_sent: "批次尚未发送",
  not_allowed: "不在上传人权限内",
};

export const receiptStates: Record<string, { tone: Tone; text: string }> = {
  applying: { tone: "active", text: "处理中" },
  applied: { tone: "good", text: "已处理" },
  refused: { tone: "bad", text: "整份拒收" },
};

/** The banks that the system has layouts for (functions/Funds/Payment/Banks). */
export const banks = [
  { value: "hehuang", label: "河湟银行（演示）" },
  { value: "sanjiang", label: "三江农商银行（演示）" },
];

export function bankText(id: string): string {
  return banks.find((bank) => bank.value === id)?.label ?? id;
}
