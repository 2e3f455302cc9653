import "./Shell.css";
import {
  FontSizeOutlined,
  LogoutOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  MoonOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
  SunOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { Breadcrumb, Button, Dropdown, Menu, Segmented, Tooltip } from "antd";
import { useState, useSyncExternalStore } from "react";
import { Link, Outlet, useLocation, useNavigate } from "react-router";
import { useMode, useTypeSize, useUnit } from "../kernel/display";
import { units, unitText } from "../kernel/money";
import { usePreference } from "../kernel/preferences";
import { signOut } from "../kernel/session";
import { useUser } from "../kernel/user";
import { ExactAmount } from "../ui/ExactAmount";
import { KeyCaps } from "../ui/KeyCaps";
import { useShortcut } from "../ui/shortcuts";
import { UnitProvider } from "../ui/unit";
import { CommandPalette } from "./CommandPalette";
import { crumbsOf, menuOf, pageAt } from "./menu";
import { OfflineBanner } from "./OfflineBanner";
import { usePages } from "./registry";
import { ShortcutSheet } from "./ShortcutSheet";

/** The frame of every screen: menu, head line, banner, content. */
export function Shell() {
  const [unit] = useUnit();
  const [wantsFolded, setFolded] = usePreference("menuFolded", readFolded);
  const folded = useNarrow() || wantsFolded;
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  useShortcut("mod+k", "搜索与命令", () => setPalette(true));
  useShortcut("?", "键盘快捷键", () => setSheet(true));
  useShortcut("mod+b", "收起或展开菜单", () => setFolded(!wantsFolded));
  return (
    <UnitProvider unit={unit}>
      <a className="sf-skip" href="#content">
        跳到正文
      </a>
      <div className={folded ? "sf-shell sf-shell-folded" : "sf-shell"}>
        <SideMenu folded={folded} onFold={() => setFolded(!wantsFolded)} />
        <div className="sf-main">
          <TopLine onSearch={() => setPalette(true)} onHelp={() => setSheet(true)} />
          <OfflineBanner />
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      <CommandPalette open={palette} onClose={() => setPalette(false)} />
      <ShortcutSheet open={sheet} onClose={() => setSheet(false)} />
      <ExactAmount />
    </UnitProvider>
  );
}

function readFolded(stored: unknown): boolean {
  return stored === true;
}

const narrow = matchMedia("(max-width: 900px)");

function watchNarrow(listener: () => void): () => void {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}

/** A small window, or a large zoom: the menu keeps to its icons. */
function useNarrow(): boolean {
  return useSyncExternalStore(watchNarrow, () => narrow.matches);
}

function SideMenu({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const pages = usePages();
  const user = useUser();
  const address = useLocation().pathname;
  const page = pageAt(pages, address);
  const items = menuOf(pages, user).map((group) => ({
    type: "group" as const,
    key: group.id,
    label: folded ? null : group.title,
    children: group.pages.map((one) => ({
      key: one.path,
      icon: one.icon ?? <span className="sf-dot">{one.title.slice(0, 1)}</span>,
      label: <Link to={one.path}>{one.title}</Link>,
    })),
  }));
  return (
    <nav className="sf-side sf-no-print" aria-label="主菜单">
      <Link to="/" className="sf-brand" title="社会保障资金信息管理系统">
        <img src="/icon.svg" alt="" width={24} height={24} />
        {folded ? null : (
          <span>
            社会保障资金
            <small>信息管理系统</small>
          </span>
        )}
      </Link>
      <div className="sf-side-menu">
        <Menu
          mode="inline"
          inlineCollapsed={folded}
          items={items}
          selectedKeys={[page?.parent ?? page?.path ?? ""]}
          inlineIndent={12}
        />
      </div>
      <Button
        type="text"
        className="sf-fold"
        aria-label={folded ? "展开菜单" : "收起菜单"}
        icon={folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        onClick={onFold}
      >
        {folded ? null : "收起"}
      </Button>
    </nav>
  );
}

function TopLine({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const crumbs = crumbsOf(usePages(), useLocation().pathname);
  return (
    <header className="sf-top sf-no-print">
      <Breadcrumb
        className="sf-grow"
        items={crumbs.map((crumb) => ({
          title: crumb.path === undefined ? crumb.title : <Link to={crumb.path}>{crumb.title}</Link>,
        }))}
      />
      <button type="button" className="sf-find" onClick={onSearch}>
        <SearchOutlined />
        <span>搜索凭证、单据、页面</span>
        <KeyCaps keys="mod+k" />
      </button>
      <UnitSwitch />
      <DisplayButtons />
      <Tooltip title="键盘快捷键（?）">
        <Button type="text" aria-label="键盘快捷键" icon={<QuestionCircleOutlined />} onClick={onHelp} />
      </Tooltip>
      <UserMenu />
    </header>
  );
}

function UnitSwitch() {
  const [unit, setUnit] = useUnit();
  return (
    <Segmented
      aria-label="金额单位"
      value={unit}
      onChange={setUnit}
      options={units.map((one) => ({ value: one, label: unitText[one] }))}
    />
  );
}

function DisplayButtons() {
  const [mode, setMode] = useMode();
  const [size, setSize] = useTypeSize();
  const dark = mode === "dark";
  return (
    <>
      <Tooltip title={size === "large" ? "标准字号" : "关怀版（大字号）"}>
        <Button
          type="text"
          aria-label="关怀版（大字号）"
          aria-pressed={size === "large"}
          icon={<FontSizeOutlined />}
          onClick={() => setSize(size === "large" ? "normal" : "large")}
        />
      </Tooltip>
      <Tooltip title={dark ? "浅色" : "深色"}>
        <Button
          type="text"
          aria-label="深色"
          aria-pressed={dark}
          icon={dark ? <SunOutlined /> : <MoonOutlined />}
          onClick={() => setMode(dark ? "light" : "dark")}
        />
      </Tooltip>
    </>
  );
}

function UserMenu() {
  const user = useUser();
  const navigate = useNavigate();
  if (!user) return null;
  const items = [
    { key: "who", disabled: true, label: `${user.account}　${user.roles.map((role) => role.name).join("、")}` },
    { key: "me", icon: <UserOutlined />, label: "我的账户" },
    { key: "out", icon: <LogoutOutlined />, label: "退出登录" },
  ];
  const onClick = ({ key }: { key: string }) => {
    if (key === "me") void navigate("/me");
    if (key === "out") void signOut();
  };
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick }}>
      <button type="button" className="sf-user">
        <b>{user.name}</b>
        <small>{user.division.name}</small>
      </button>
    </Dropdown>
  );
}
