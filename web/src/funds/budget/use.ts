import type { Fen } from "../../kernel/money";

export type Use = { budgeted: Fen; reserved: Fen; used: Fen; available: Fen };

/** How wide the parts of a bar are, in tenths of a percent of the budget; never past its end. */
export function partsOf({ budgeted, reserved, used }: Use): { used: number; reserved: number; isOver: boolean } {
  const isOver = used + reserved > budgeted;
  const whole = Math.max(budgeted, used + reserved);
  const part = (amount: number) => (whole <= 0 ? 0 : Math.round((Math.max(0, amount) * 1000) / whole));
  return { used: part(used), reserved: part(reserved), isOver };
}

/** Used and reserved of the budget in words: "35.2%"; a budget of nothing has no share. */
export function shareText({ budgeted, reserved, used }: Use): string {
  if (budgeted <= 0) return "—";
  return `${(Math.round(((used + reserved) * 1000) / budgeted) / 10).toFixed(1)}%`;
}
