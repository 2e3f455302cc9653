/** How a ticket of 待转社会保险费 stands. */
export const suspenseStates: Record<string, { text: string; tone: "good" | "warn" | "neutral" }> = {
  open: { text: "待结转", tone: "warn" },
  cleared: { text: "已结转", tone: "good" },
  detailOnly: { text: "款项未到", tone: "neutral" },
};

export function ticketAddress(ticket: string): string {
  return `/accounting/suspense/${encodeURIComponent(ticket)}`;
}

/** "630102-11-2026060001" → 2026060001. */
export function ticketText(ticket: string): string {
  return ticket.split("-").slice(2).join("-");
}
