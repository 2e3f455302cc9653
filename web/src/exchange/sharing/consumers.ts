import type { ApiKeyView, ConsumerView, SharedGrant, SharedGrantInput, SharedSubject } from "../../api/generated/types";
import type { Tone } from "../../ui/StatusTag";

export const sharingPath = "/api/sharing";
export const consumersPath = `${sharingPath}/consumers`;

export function consumerPath(id: string): string {
  return `${consumersPath}/${encodeURIComponent(id)}`;
}

type State = { tone: Tone; text: string };

const consumerStates: Record<string, State> = {
  active: { tone: "good", text: "使用中" },
  stopped: { tone: "bad", text: "已停用" },
  keyless: { tone: "warn", text: "无有效凭据" },
  ungranted: { tone: "warn", text: "未授权" },
};

export function consumerState(state: string): State {
  return consumerStates[state] ?? { tone: "neutral", text: state };
}

const proofStates: Record<string, State> = {
  live: { tone: "good", text: "有效" },
  expired: { tone: "neutral", text: "已过期" },
  revoked: { tone: "bad", text: "已吊销" },
};

export function proofState(state: string): State {
  return proofStates[state] ?? { tone: "neutral", text: state };
}

const codes: Record<string, string> = {
  ok: "成功",
  started: "未完成",
  api_key_expired: "密钥过期",
  api_key_revoked: "密钥已吊销",
  certificate_expired: "证书过期",
  certificate_revoked: "证书已撤销",
  consumer_stopped: "单位已停用",
  division_not_granted: "区划未授权",
  field_not_granted: "字段未授权",
  fund_not_granted: "险种未授权",
  grant_not_in_force: "不在授权期",
  internal_error: "系统出错",
  invalid_fields: "参数有误",
  invalid_value: "参数有误",
  not_allowed: "无权限",
  not_found: "没有找到",
  quota_used_up: "超过配额",
  rows_over_quota: "行数超限",
  subject_not_granted: "主题未授权",
};

/** How a call ended, in words; a code that is new in the server is shown as it is. */
export function codeText(code: string): string {
  return codes[code] ?? code;
}

export const codeChoices = Object.entries(codes).map(([value, label]) => ({ value, label }));

export function liveKeys(keys: readonly ApiKeyView[]): readonly ApiKeyView[] {
  return keys.filter((key) => key.state === "live");
}

/** A grant of a subject as the editor begins it: everything that is not sensitive, in one division. */
export function newGrant(subject: string, division: string, today: string): SharedGrantInput {
  return { subject, divisions: [division], from: today };
}

/** Why grants cannot be saved yet; undefined when they can. What the server knows better it says itself. */
export function incomplete(grants: readonly SharedGrantInput[], callsPerDay: number, rowsPerCall: number) {
  if (grants.some((grant) => grant.divisions.length === 0)) return "有一项没有选择区划。";
  if (grants.some((grant) => grant.fields?.length === 0)) return "有一项没有选择字段。";
  if (grants.some((grant) => grant.funds?.length === 0)) return "有一项没有选择险种。";
  if (grants.some((grant) => grant.until !== undefined && grant.until < grant.from)) return "截止日期早于开始日期。";
  return callsPerDay >= 1 && rowsPerCall >= 1 ? undefined : "请填写每日次数和每次行数。";
}

/** The fields that a grant hands over, in words. */
export function fieldsText(grant: SharedGrant, subject: SharedSubject | undefined): string {
  if (grant.fields === undefined) return "全部非敏感字段";
  return grant.fields.map((name) => subject?.columns.find((column) => column.name === name)?.title ?? name).join("、");
}

const timeColumn = { none: "", year: "year=2026", month: "period=202601" } as const;

/** A call that a partner can paste into a shell; the key comes from the shell's environment. */
export function sampleCall(origin: string, subject: SharedSubject, csv: boolean): string {
  const time = timeColumn[subject.granularity];
  const query = [time, "division=630000", "limit=200"].filter((part) => part !== "").join("&");
  const accept = csv ? ` \\\n  -H 'Accept: text/csv' -o ${subject.id}.csv` : "";
  return `curl -H "X-Api-Key: $SHARED_KEY"${accept} \\\n  '${origin}${sharingPath}/subjects/${subject.id}?${query}'`;
}

/** What an administrator should look at about a consumer; undefined when all is well. */
export function advice(consumer: ConsumerView): string | undefined {
  if (consumer.state === "keyless") return "没有有效的密钥或证书，还不能调用：请系统管理员签发密钥或登记证书。";
  if (consumer.state === "ungranted") return "还没有授权：请安全管理员设置可调用的主题、字段和区划。";
  return undefined;
}
