import { describe, expect, it } from "vitest";
import type { AgencyDifference, AgencyMove, PrepaymentView } from "../../../api/generated/types";
import { fen } from "../../../kernel/money";
import {
  bankAccountOf,
  byAgency,
  comparisons,
  flowText,
  ledgerOf,
  stateOf,
  voucherAddress,
  whyDiffers,
  yearOfMonths,
} from "./memo";

const row = (part: Partial<PrepaymentView>): PrepaymentView => ({
  book: "630102-12-2026-memo",
  division: "630102",
  divisionName: "城东区",
  fund: "resident-pension",
  agency: "A1",
  agencyName: "城东区社保局",
  bankAccount: "28021",
  bankName: "",
  opening: fen(0),
  prepaid: fen(300),
  settled: fen(100),
  balance: fen(200),
  uncovered: fen(0),
  ages: [],
  ...part,
});

const move = (month: number): AgencyMove => ({
  flow: "out",
  date: `2026-0${month}-10`,
  month,
  amount: fen(100),
  summary: "",
  source: { kind: "request", id: "Q", detail: "" },
  voucher: { book: "b", voucher: "v", number: "n" },
});

describe("a 支出户", () => {
  it("is compared with whoever says something of it", () => {
    expect(comparisons(row({}))).toEqual([]);
    expect(comparisons(row({ agencyBook: fen(150), bank: { through: "2026-05-31", amount: fen(200) } }))).toEqual([
      { name: "经办机构账", value: 150, difference: -50 },
      { name: "银行（2026-05-31）", value: 200, difference: 0 },
    ]);
  });

  it("says the most urgent thing", () => {
    expect(stateOf(row({ uncovered: fen(1), agencyBook: fen(0) })).text).toBe("超支");
    expect(stateOf(row({ agencyBook: fen(199) })).text).toBe("账面不一致");
    expect(stateOf(row({ balance: fen(0) })).text).toBe("已核销");
    expect(stateOf(row({ agencyBook: fen(200) })).text).toBe("待核销");
  });

  it("counts towards its agency, the largest first", () => {
    const rows = [
      row({ agency: "A1" }),
      row({ agency: "A2", agencyName: "医保中心", prepaid: fen(900) }),
      row({ agency: "A1" }),
    ];
    expect(byAgency(rows)).toEqual([
      { name: "医保中心", prepaid: 900, settled: 100 },
      { name: "城东区社保局", prepaid: 600, settled: 200 },
    ]);
  });

  it("leads to its entries and vouchers", () => {
    expect(ledgerOf(row({}))).toBe(
      "/accounting/ledger?book=630102-12-2026-memo&account=1101&dimension=bankAccount&value=28021",
    );
    expect(bankAccountOf(row({}))).toBe("630102-12-28021");
    expect(voucherAddress({ book: "630102-12-2026-memo", voucher: "202606-0001" })).toBe(
      "/accounting/vouchers/630102-12-2026-memo/202606-0001",
    );
  });
});

describe("the special account against the agency", () => {
  it("says why they differ", () => {
    const both: AgencyDifference = { flow: "out", special: move(3), agency: move(4) };
    expect(whyDiffers(both)).toBe("经办机构账在4月入账");
    expect(whyDiffers({ flow: "in", special: move(3) })).toBe("仅专户账有");
    expect(whyDiffers({ flow: "in", agency: move(3) })).toBe("仅经办机构账有");
    expect(flowText({ flow: "in" })).toBe("缴入专户");
    expect(flowText(both)).toBe("拨付支出户");
  });

  it("adds its months up", () => {
    const month = (amount: number) => ({
      month: amount,
      specialOut: fen(amount),
      agencyOut: fen(1),
      specialIn: fen(0),
      agencyIn: fen(2),
      differenceOut: fen(amount - 1),
      differenceIn: fen(-2),
    });
    const check = {
      book: "b",
      bookTitle: "",
      agencyBook: "a",
      hasAgencyBook: true,
      differences: [],
    };
    expect(yearOfMonths({ ...check, months: [month(3), month(4)] })).toEqual({
      specialOut: 7,
      agencyOut: 2,
      specialIn: 0,
      agencyIn: 4,
    });
    expect(yearOfMonths({ ...check, months: [] }).specialOut).toBe(0);
  });
});
