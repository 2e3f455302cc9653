import type { Job } from "../kernel/jobs";
import type { Fen } from "../kernel/money";
import { fen } from "../kernel/money";
import type { Problem } from "../kernel/problem";
import { seeded } from "../kernel/seeded";
import type { Tone } from "../ui/StatusTag";
import type { TimelineStep } from "../ui/Timeline";

/** Invented but plausible data for the gallery. Repeatable: the same every time. */

export type SampleRequest = {
  number: string;
  division: string;
  agency: string;
  fund: string;
  item: string;
  period: string;
  people: number;
  amount: Fen;
  available: Fen;
  state: string;
  submittedAt: string;
  clerk: string;
};

const divisions = [
  "西宁市",
  "城东区",
  "城中区",
  "城西区",
  "湟中区",
  "大通县",
  "湟源县",
  "海东市",
  "乐都区",
  "海北州",
  "黄南州",
  "玉树州",
  "海西州",
];
const fundsAndItems = [
  ["企业职工养老", "基本养老金"],
  ["城乡居民养老", "基础养老金"],
  ["机关事业养老", "基本养老金"],
  ["职工医保", "住院统筹支付"],
  ["居民医保", "门诊统筹支付"],
  ["失业", "失业保险金"],
  ["工伤", "一至四级伤残津贴"],
] as const;
const people = ["张敏", "李国庆", "王丽", "马海燕", "才让卓玛", "陈志远", "韩雪", "祁连生"];
export const stateTones: Record<string, Tone> = {
  草稿: "neutral",
  待初审: "active",
  待复审: "active",
  待支付: "warn",
  已支付: "good",
  已退回: "bad",
};
const states = Object.keys(stateTones);

function pick<T>(random: () => number, from: readonly T[]): T {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
}

export function sampleRequests(count: number): SampleRequest[] {
  const random = seeded(2026);
  return Array.from({ length: count }, (_, index) => {
    const [fund, item] = pick(random, fundsAndItems);
    const division = pick(random, divisions);
    const amount = Math.floor(random() ** 3 * 80_000_000_00) + 12_345;
    return {
      number: `YK2026${String(index + 1).padStart(5, "0")}`,
      division,
      agency: `${division}社会保险服务中心`,
      fund,
      item,
      period: "202603",
      people: Math.floor(amount / 280_000) + 1,
      amount: fen(index % 17 === 5 ? -Math.floor(amount / 90) : amount),
      available: fen(amount * 3 + 1_234_56),
      state: pick(random, states),
      submittedAt: `2026-03-${String(1 + (index % 25)).padStart(2, "0")}T0${index % 9}:1${index % 6}:00Z`,
      clerk: pick(random, people),
    };
  });
}

export type SamplePayee = { row: number; name: string; id: string; account: string; bank: string; amount: Fen };

export const payeeCount = 128_406;

export function samplePayee(row: number): SamplePayee {
  const random = seeded(row + 1);
  return {
    row: row + 1,
    name: `${pick(random, ["张", "王", "李", "马", "韩", "祁"])}*${pick(random, ["敏", "华", "英", "军", "玲"])}`,
    id: `6301${String(Math.floor(random() * 100)).padStart(2, "0")}********00${String(row % 90).padStart(2, "0")}`,
    account: `6222 **** **** ${String(1000 + (row % 9000))}`,
    bank: pick(random, ["中国农业银行", "青海银行", "中国建设银行", "中国邮政储蓄银行"]),
    amount: fen(180_000 + Math.floor(random() * 420_000)),
  };
}

export const sampleSteps: readonly TimelineStep[] = [
  {
    step: "填报",
    who: "马海燕",
    from: "西宁市社会保险服务中心",
    at: "2026-03-10T01:12:00Z",
    result: { tone: "good", text: "已提交" },
  },
  {
    step: "社保处初审",
    who: "张敏",
    from: "省财政厅社会保障处",
    at: "2026-03-10T06:40:00Z",
    result: { tone: "bad", text: "退回" },
    opinion: "3 月新增 212 人未附待遇核定表，请补充后重新报送。",
  },
  {
    step: "重新报送",
    who: "马海燕",
    from: "西宁市社会保险服务中心",
    at: "2026-03-11T02:05:00Z",
    result: { tone: "good", text: "已提交" },
    opinion: "已补充核定表，人数与金额未变。",
  },
  {
    step: "社保处复审",
    who: "李国庆",
    from: "省财政厅社会保障处",
    at: "2026-03-11T08:31:00Z",
    result: { tone: "good", text: "同意" },
    opinion: "与预算额度、政策标准核对一致。",
    signature: "验证通过（SM2）",
  },
  { step: "国库支付" },
];

export const sampleProblem: Problem = {
  status: 422,
  code: "line_exceeded",
  title: "超出预算额度",
  detail:
    "“基本养老金”本年可用 1,203,400.00 元，本次申请 1,350,000.00 元，超出 146,600.00 元。请调整金额或先办理预算调剂。",
  place: "amount",
  requestId: "01JPX8T2M4-7Q",
};

export const sampleJobs: readonly Job[] = [
  {
    id: "j1",
    title: "汇总 2026年3月 城乡居民养老待遇明细",
    stage: "第 3 步，共 5 步：核对重复领取",
    rowsDone: 3_412_000,
    rowsTotal: 5_280_114,
    estimateSeconds: 95,
    state: "running",
    log: ["09:12:04 读取 43 个文件，5,280,114 行", "09:12:31 格式检查通过", "09:13:02 证件号校验：18 行待核实"],
  },
  {
    id: "j2",
    title: "导入征缴明细 征缴明细-202603.csv",
    stage: "写入明细时服务器重启",
    rowsDone: 640_000,
    rowsTotal: 1_200_000,
    state: "failed",
    log: ["10:02:11 开始写入", "10:04:40 已写入 640,000 行", "10:04:41 服务停止"],
  },
];

export const chartMonths = ["1月", "2月", "3月", "4月", "5月", "6月"];
export const chartIncome = [812_34, 790_12, 905_60, 870_05, 921_88, 960_40].map((wan) => fen(wan * 10_000_00));
export const chartSpending = [780_10, 801_77, 822_30, 835_90, 842_16, 851_02].map((wan) => fen(wan * 10_000_00));
export const chartPeople = [41.2, 41.5, 41.9, 42.2, 42.6, 43.1];
