import { useStore } from "./store";
import type { User } from "./token";
import { session } from "./token";

/** The signed-in person; while locked, the one who was. Undefined on the sign-in page. */
export function useUser(): User | undefined {
  const now = useStore(session);
  return now.state === "in" || now.state === "locked" ? now.user : undefined;
}

/** Whether the person holds the action somewhere; undefined asks for nothing but a session. */
export function may(user: User | undefined, action: string | undefined): boolean {
  return user !== undefined && (action === undefined || user.actions.includes(action));
}

export function useMay(action: string): boolean {
  return may(useUser(), action);
}
