import type {
  ChannelKind,
  DeliveryCycle,
  DeliveryState,
  FrontAdapter,
  NodeView,
  PartnerKind,
  TransferState,
} from "../../api/generated/types";
import type { Tone } from "../../ui/StatusTag";

export const partnersPath = "/api/partners";

export const kinds: Record<PartnerKind, string> = {
  agency: "经办机构",
  tax: "税务",
  treasury: "国库",
  bank: "银行",
  platform: "部级平台和级联节点",
  civilAffairs: "民政",
  police: "公安",
  statistics: "统计",
  payroll: "工资统发",
  publicBudget: "公共预算",
};

export const channels: Record<ChannelKind, string> = { sftp: "SFTP 文件", soap: "SOAP 消息", front: "前置机" };

export const adapters: Record<FrontAdapter, string> = {
  folder: "共享目录",
  ftp: "FTP 目录",
  http: "HTTP 服务",
  queue: "消息队列",
};

export const cycles: Record<DeliveryCycle, string> = { day: "日", month: "月", quarter: "季", year: "年" };

export const transferStates: Record<TransferState, { tone: Tone; text: string }> = {
  waiting: { tone: "active", text: "待发送" },
  retrying: { tone: "warn", text: "重试中" },
  sent: { tone: "active", text: "已发送" },
  confirmed: { tone: "good", text: "已签收" },
  dead: { tone: "bad", text: "死信" },
  announced: { tone: "neutral", text: "已预告" },
  received: { tone: "active", text: "已收到" },
  accepted: { tone: "good", text: "已接收" },
  returned: { tone: "warn", text: "部分退回" },
  refused: { tone: "bad", text: "已拒收" },
};

export const deliveryStates: Record<DeliveryState, { tone: Tone; text: string }> = {
  came: { tone: "good", text: "按时收到" },
  cameLate: { tone: "warn", text: "逾期收到" },
  waiting: { tone: "neutral", text: "未到期" },
  late: { tone: "bad", text: "逾期未到" },
};

/** "20261120" → "2026-11-20", "202610" → "2026年10月", "2026Q4" → "2026年第4季度", "2026" → "2026年". */
export function periodWords(period: string): string {
  const match = /^(\d{4})(?:(\d{2})(\d{2})?|Q([1-4]))?$/.exec(period);
  if (match === null) return period;
  const [, year, month, day, quarter] = match;
  if (quarter !== undefined) return `${year}年第${quarter}季度`;
  if (month === undefined) return `${year}年`;
  return day === undefined ? `${year}年${Number(month)}月` : `${year}-${month}-${day}`;
}

/** Missing numbers as people say them: 2、4～7. */
export function gapsText(missing: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < missing.length; ) {
    const first = missing[at] ?? 0;
    let last = first;
    at++;
    while (missing[at] === last + 1) {
      last++;
      at++;
    }
    parts.push(first === last ? `${first}` : `${first}～${last}`);
  }
  return parts.join("、");
}

/** What a node is to us. */
export function placeOf(view: NodeView): string {
  if (view.isOwn) return "本级前置机";
  if (view.node.role === "central") return "中央节点，经本级前置机到达";
  return view.isLink ? "下级前置机，直接交换" : "下级前置机，逐级转送";
}
