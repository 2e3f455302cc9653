import { usePreference } from "../../../kernel/preferences";
import { isRecord } from "../../../kernel/problem";
import type { Entry } from "./entry";
import { readEntry } from "./entry";

/** A voucher kept to be keyed again. The date is of the day on which it is used. */
export type Template = { name: string; entry: Entry };

const templatesMax = 50;

function readTemplates(stored: unknown): readonly Template[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(isRecord).flatMap(({ name, entry }) => {
    const read = readEntry(entry);
    return typeof name === "string" && read !== undefined ? [{ name, entry: read }] : [];
  });
}

/** A person's templates for the books of one fund, newest first, kept in this browser. */
export function useTemplates(fund: string) {
  const [templates, keep] = usePreference(`voucherTemplates:${fund}`, readTemplates);
  const others = (name: string) => templates.filter((one) => one.name !== name);
  return {
    templates,
    add: (template: Template) => keep([template, ...others(template.name)].slice(0, templatesMax)),
    remove: (name: string) => keep(others(name)),
  };
}
