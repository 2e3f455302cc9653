import type { GrantView, RoleGrantInput } from "../../api/generated/types";
import type { Tone } from "../../ui/StatusTag";

export const usersPath = "/api/identity/users";

export function userPath(id: string): string {
  return `${usersPath}/${encodeURIComponent(id)}`;
}

const states: Record<string, { tone: Tone; text: string }> = {
  active: { tone: "good", text: "正常" },
  disabled: { tone: "bad", text: "已停用" },
  locked: { tone: "warn", text: "已锁定" },
};

export function userState(state: string): { tone: Tone; text: string } {
  return states[state] ?? { tone: "neutral", text: state };
}

export function grantsOf(views: readonly GrantView[]): RoleGrantInput[] {
  return views.map(({ role, funds, division }) => ({
    role,
    division: division.code,
    ...(funds === undefined ? {} : { funds }),
  }));
}

/** Why grants cannot be saved yet; undefined when they can. What the server knows better it says itself. */
export function incomplete(grants: readonly RoleGrantInput[]): string | undefined {
  if (grants.some((grant) => grant.role === "")) return "有一行没有选择角色。";
  if (grants.some((grant) => grant.funds?.length === 0)) return "有一行没有选择险种；全部险种请选“全部险种”。";
  const keys = grants.map((grant) => `${grant.role} ${grant.division}`);
  return new Set(keys).size === keys.length ? undefined : "同一角色在同一区划写了两行，请合并险种。";
}

/** Grants compared by content, not by order. */
export function sameGrants(one: readonly RoleGrantInput[], other: readonly RoleGrantInput[]): boolean {
  const text = (grants: readonly RoleGrantInput[]) =>
    grants
      .map((grant) => JSON.stringify([grant.role, grant.division, grant.funds?.toSorted() ?? null]))
      .toSorted()
      .join();
  return text(one) === text(other);
}
