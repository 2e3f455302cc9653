import table from "../../../../functions/Funds/Accounting/Data/dimensions.json";

/** The sorts of auxiliary accounting (辅助核算), as the back end names them. */
export function dimensionText(id: string): string {
  return table.find((one) => one.id === id)?.name ?? id;
}

/** 银行账户 6300001；项目科目 x. */
export function dimensionsText(dimensions: Readonly<Record<string, string>>): string {
  return Object.entries(dimensions)
    .map(([id, value]) => `${dimensionText(id)} ${value}`)
    .join("；");
}
