import type { RoleTable } from "../../api/generated/types";
import type { Remote } from "../../kernel/problem";
import { useRemote } from "../../kernel/remote";

/** Every role with its actions, and the pairs that may not be in one hand. */
export function useRoles(): Remote<RoleTable> {
  return useRemote<RoleTable>("/api/identity/roles");
}

/** Every action that some role holds, in the order in which the roles name them. */
export function actionsOf({ roles }: RoleTable): { code: string; name: string }[] {
  const all = roles.flatMap((role) => role.actions);
  return [...new Map(all.map((action) => [action.code, { ...action }])).values()];
}
