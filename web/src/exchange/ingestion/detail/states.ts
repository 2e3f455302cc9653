import type { DetailBatch, DetailStage, DetailState, RegionTally, RowsAndFen } from "../../../api/generated/types";
import type { Tone } from "../../../ui/StatusTag";

export const detailStates: Record<DetailState, { tone: Tone; text: string }> = {
  checking: { tone: "active", text: "处理中" },
  loaded: { tone: "good", text: "已入库" },
  partlyLoaded: { tone: "warn", text: "部分入库" },
  returned: { tone: "bad", text: "全部退回" },
  refused: { tone: "bad", text: "已拒收" },
  waiting: { tone: "active", text: "等待其余部分" },
};

/** The six stages of 数据治理 and what each does, in order. */
export const stageNames = ["整理", "验证", "清洗", "转化", "加载", "校验"] as const;
export type StageName = (typeof stageNames)[number];

export const stageWork: Record<StageName, { does: string; unit: string }> = {
  整理: { does: "拆包、认表、认编码", unit: "行收到" },
  验证: { does: "按规则逐行检查", unit: "行退回" },
  清洗: { does: "去除重复", unit: "行重复" },
  转化: { does: "改写为标准格式", unit: "格改写" },
  加载: { does: "写入数据湖", unit: "行入库" },
  校验: { does: "读回核对行数金额", unit: "行一致" },
};

export type StageMark = { name: StageName; state: "done" | "now" | "open" | "failed"; stage?: DetailStage };

/**
 * Where a batch stands. From 验证 to 加载 the stages run together, row by row, so they are under way at once as soon as
 * rows are counted.
 */
export function stageMarks(
  { state, stages }: Pick<DetailBatch, "state" | "stages">,
  hasProgress: boolean,
): StageMark[] {
  return stageNames.map((name, index) => {
    const stage = stages.find((one) => one.name === name);
    if (stage !== undefined) return { name, state: "done", stage };
    if (state === "checking") return { name, state: hasProgress ? runningState(index) : index === 0 ? "now" : "open" };
    return { name, state: state === "refused" && index === 0 ? "failed" : "open" };
  });
}

function runningState(index: number): StageMark["state"] {
  if (index === 0) return "done";
  return index === stageNames.length - 1 ? "open" : "now";
}

export type Share = { key: "accepted" | "duplicate" | "returned"; title: string; part: RowsAndFen; percent: number };

type Parts = {
  received?: RowsAndFen;
  accepted?: RowsAndFen;
  returned?: RowsAndFen;
  duplicate?: RowsAndFen;
};

const nothing: RowsAndFen = { rows: 0, fen: 0 };

/** What became of the received rows, as widths of one bar; a part that is there is always seen. */
export function sharesOf(parts: Parts): Share[] {
  const total = parts.received?.rows ?? 0;
  const share = (key: Share["key"], title: string): Share => {
    const part = parts[key] ?? nothing;
    return {
      key,
      title,
      part,
      percent: total === 0 ? 0 : Math.max(part.rows > 0 ? 0.6 : 0, (part.rows * 100) / total),
    };
  };
  return [share("accepted", "入库"), share("duplicate", "重复"), share("returned", "退回")];
}

/** Whether received = accepted + returned + duplicate, in rows and fen. */
export function isBalanced(parts: Parts): boolean {
  const [received, ...rest] = [parts.received, parts.accepted, parts.returned, parts.duplicate].map(
    (part) => part ?? nothing,
  );
  const rows = rest.reduce((sum, part) => sum + part.rows, 0);
  const amount = rest.reduce((sum, part) => sum + part.fen, 0);
  return received?.rows === rows && received.fen === amount;
}

export type FieldFill = { id: string; name: string; filled: number; rows: number; permille: number };

/** How full each field is over the regions given, emptiest first; fields of the same fullness keep the table's order. */
export function fillOf(regions: readonly RegionTally[], fields: readonly { id: string; name: string }[]): FieldFill[] {
  const rows = regions.reduce((sum, region) => sum + region.accepted.rows, 0);
  return fields
    .map(({ id, name }) => {
      const filled = regions.reduce((sum, region) => sum + (region.filled[id] ?? 0), 0);
      return { id, name, filled, rows, permille: permille(filled, rows) };
    })
    .toSorted((one, other) => one.permille - other.permille);
}

/** Whole thousandths, cut off, so that only what is whole is called whole; nothing of nothing is whole. */
export function permille(part: number, whole: number): number {
  return whole === 0 ? 1000 : Math.floor((part * 1000) / whole);
}

/** 987 → "98.7%". */
export function percentText(thousandths: number): string {
  const digits = String(thousandths).padStart(2, "0");
  return `${digits.slice(0, -1)}.${digits.slice(-1)}%`;
}

/** Filled cells of a region in a thousand of all that its rows could have. */
export function regionFill(region: RegionTally, fields: readonly { id: string }[]): number {
  const filled = fields.reduce((sum, field) => sum + (region.filled[field.id] ?? 0), 0);
  return permille(filled, region.accepted.rows * fields.length);
}

/** Tables with returned rows first, then those with notes; among equals the order of the package. */
export function mostTroubledFirst<T extends { returned: { rows: number }; noted: number }>(tables: readonly T[]): T[] {
  const rank = (table: T) => (table.returned.rows > 0 ? 0 : table.noted > 0 ? 1 : 2);
  return tables.toSorted((one, other) => rank(one) - rank(other));
}

/** What the sender does about a refused file. */
export function adviceOf(code: string | undefined): string {
  switch (code) {
    case "sender_unknown":
    case "no_table_of_sender":
      return "区划没有写错的，请系统管理员在“交换单位”或“经办机构”登记报送单位及其可报的表；登记后把原文件再报一次即可。";
    case "replaced_unknown":
      return "请先报被更正的批次，或更正清单中的批次号；然后把文件再报一次。";
    default:
      return "按上面的原因更正后重新报送；只改文件名的，内容不用改。";
  }
}
