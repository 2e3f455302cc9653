import { BankOutlined, SafetyCertificateOutlined, TeamOutlined, UserOutlined } from "@ant-design/icons";
import type { PageEntry } from "../../kernel/page";

export const pages: readonly PageEntry[] = [
  {
    path: "/me",
    title: "我的账户",
    group: "work",
    keywords: "wodezhanghu wdzh mima xiugaimima",
    icon: <UserOutlined />,
    load: async () => (await import("./AccountPage")).AccountPage,
  },
  {
    path: "/system/users",
    title: "用户与权限",
    group: "system",
    action: "user.view",
    keywords: "yonghuyuquanxian yhyqx yonghu shouquan",
    icon: <TeamOutlined />,
    load: async () => (await import("./UsersPage")).UsersPage,
  },
  {
    path: "/system/users/:id",
    title: "用户",
    group: "system",
    action: "user.view",
    parent: "/system/users",
    load: async () => (await import("./UserPage")).UserPage,
  },
  {
    path: "/system/roles",
    title: "角色与权限对照",
    group: "system",
    action: "user.view",
    keywords: "jueseyuquanxian jsyqx sanyuan juese",
    icon: <SafetyCertificateOutlined />,
    load: async () => (await import("./RolesPage")).RolesPage,
  },
  {
    path: "/system/agencies",
    title: "经办机构",
    group: "system",
    action: "user.view",
    keywords: "jingbanjigou jbjg",
    icon: <BankOutlined />,
    load: async () => (await import("./AgenciesPage")).AgenciesPage,
  },
];
