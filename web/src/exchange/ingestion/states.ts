import type { IntakeRecord, IntakeState } from "../../api/generated/types";
import type { Tone } from "../../ui/StatusTag";

export const intakeStates: Record<IntakeState, { tone: Tone; text: string }> = {
  checking: { tone: "active", text: "校验中" },
  accepted: { tone: "good", text: "已接收" },
  partlyAccepted: { tone: "warn", text: "部分接收" },
  returned: { tone: "bad", text: "全部退回" },
  refused: { tone: "bad", text: "已拒收" },
};

export type StageMark = {
  name: string;
  state: "done" | "now" | "open" | "failed";
  at?: string;
  note?: string;
};

const usual = ["接收", "校验", "生成用款申请", "回执"];

/** The way of a file as a line of marks: what it has passed, where it stands now, and what is to come. */
export function stageMarks(record: Pick<IntakeRecord, "state" | "stages">): StageMark[] {
  const passed = record.stages.map(
    (stage): StageMark => ({
      name: stage.name,
      state: stage.name === "拒收" ? "failed" : "done",
      at: stage.at,
      ...(stage.note === undefined ? {} : { note: stage.note }),
    }),
  );
  if (record.state !== "checking") return passed;
  const open = usual.filter((name) => !record.stages.some((stage) => stage.name === name));
  return [...passed, ...open.map((name, index): StageMark => ({ name, state: index === 0 ? "now" : "open" }))];
}

const mend = "更正后重新打包报送即可，本次没有产生任何业务数据。";

/** What the sender does about a refusal whose own text does not already say it. */
export function adviceOf(code: string | undefined): string {
  switch (code) {
    case "sender_unknown":
      return "请联系财政部门的系统管理员登记经办机构，登记后原文件可直接重报。";
    case "sender_differs":
      return "请核对 manifest.json 的 sender，或改投到本单位的目录。";
    case "outside_authority":
      return "请核对清单中的险种和区划；确需办理的，请系统管理员调整本单位的登记范围。";
    case "signature_missing":
    case "signature_wrong":
      return "请用登记的 SM2 私钥对清单重新签名。私钥更换后须先登记新公钥。";
    case "digest_differs":
      return "请重新计算明细文件的 SM3 摘要并写入清单；传输中损坏的，请重新打包。";
    case "batch_reused":
      return "没有产生任何业务数据。";
    default:
      return mend;
  }
}
