/** The social insurance funds, as the back end's FundList names them; ids of documents hold the code. */
export type FundEntry = { id: string; code: string; name: string; shortName: string };

export const funds: readonly FundEntry[] = [
  { id: "enterprise-pension", code: "11", name: "企业职工基本养老保险", shortName: "企业职工养老" },
  { id: "resident-pension", code: "17", name: "城乡居民基本养老保险", shortName: "城乡居民养老" },
  { id: "public-sector-pension", code: "12", name: "机关事业单位基本养老保险", shortName: "机关事业养老" },
  { id: "employee-medical", code: "31", name: "职工基本医疗保险", shortName: "职工医保" },
  { id: "resident-medical", code: "39", name: "城乡居民基本医疗保险", shortName: "居民医保" },
  { id: "unemployment", code: "21", name: "失业保险", shortName: "失业" },
  { id: "work-injury", code: "41", name: "工伤保险", shortName: "工伤" },
  { id: "maternity", code: "51", name: "生育保险", shortName: "生育" },
];

/** The short name; an id that this list lacks is shown as it is. */
export function fundText(id: string): string {
  return funds.find((fund) => fund.id === id)?.shortName ?? id;
}
