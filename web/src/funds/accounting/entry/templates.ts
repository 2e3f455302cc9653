import type { VoucherTemplate } from "../../../api/generated/types";
import type { Intent } from "../../../kernel/api";
import { command } from "../../../kernel/api";
import { yuan } from "../../../kernel/money";
import type { Entry, LineInput } from "./entry";
import { toInput } from "./entry";

/** Vouchers kept on the server to be keyed again: one's own, and the division's shared ones. */

export const templatesPath = "/api/accounting/templates";

export type TemplatePlace = { division: string; fund: string };

export type NewTemplate = TemplatePlace & { name: string; isShared: boolean; entry: Entry };

export async function saveTemplate({ entry, ...rest }: NewTemplate, intent: Intent): Promise<VoucherTemplate> {
  const { summary, papers, lines } = toInput(entry).voucher;
  const answer = await command<VoucherTemplate>(templatesPath, { ...rest, summary, papers, lines }, { intent });
  if (answer.kind === "job") throw new Error("templates do not answer with a job");
  return answer.value;
}

export async function deleteTemplate({ place, id }: { place: TemplatePlace; id: string }, intent: Intent) {
  await command<unknown>(`${templatesPath}/${encodeURIComponent(id)}/delete`, place, { intent });
  return id;
}

/** The template as something to key on from. The date is that of the day on which it is used. */
export function entryOf(template: VoucherTemplate, date: string): Entry {
  const { summary, papers, lines } = template;
  return {
    date,
    papers: String(papers),
    summary,
    lines: lines.map((line) => ({
      summary: line.summary ?? "",
      account: line.account,
      dimensions: line.dimensions ?? {},
      debit: textOf(line.debit),
      credit: textOf(line.credit),
    })),
  };
}

function textOf(amount: LineInput["debit"]): string {
  return amount === undefined ? "" : yuan(amount);
}
