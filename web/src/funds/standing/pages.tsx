import { BankOutlined, IdcardOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/standing/persons",
    title: "个人台账",
    group: "accounting",
    action: "request.view",
    keywords: "gerentaizhang grtz canbaorenyuan cbry taizhang tz daiyu",
    icon: <IdcardOutlined />,
    load: async () => (await import("./PersonsPage")).PersonsPage,
  },
  {
    path: "/standing/persons/:payee",
    title: "个人支付台账",
    group: "accounting",
    action: "request.view",
    parent: "/standing/persons",
    load: async () => (await import("./PersonPage")).PersonPage,
  },
  {
    path: "/standing/employers",
    title: "单位台账",
    group: "accounting",
    action: "book.view",
    keywords: "danweitaizhang dwtz canbaodanwei cbdw zhengjiao zj yingjiao shijiao",
    icon: <BankOutlined />,
    load: async () => (await import("./EmployersPage")).EmployersPage,
  },
  {
    path: "/standing/employers/:code",
    title: "单位缴费台账",
    group: "accounting",
    action: "book.view",
    parent: "/standing/employers",
    load: async () => (await import("./EmployerPage")).EmployerPage,
  },
];
