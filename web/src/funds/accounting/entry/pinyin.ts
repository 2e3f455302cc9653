import type { Pinyin } from "./accounts";

/** The dictionary of sounds is large, so it comes when the first voucher is keyed. */
export async function loadPinyin(): Promise<Pinyin> {
  const { pinyin } = await import("pinyin-pro");
  return (text) => pinyin(text, { toneType: "none", type: "array", nonZh: "consecutive", v: true });
}
