import type { ThemeConfig } from "antd";
import { theme } from "antd";
import type { Mode, TypeSize } from "../kernel/display";
import { palettes } from "./palette";

/** Latin and digits first, then the Chinese face of each system, so that figures keep their tabular forms. */
export const fontFamily =
  '"Segoe UI", "Helvetica Neue", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", ' +
  '"Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif';

/** Ant Design in the project's palette: small radii, no shadows but on what floats, dense controls. */
export function themeFor(mode: Mode, size: TypeSize): ThemeConfig {
  const colours = palettes[mode];
  const large = size === "large";
  return {
    algorithm: mode === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    token: {
      fontFamily,
      fontSize: large ? 18 : 14,
      controlHeight: large ? 42 : 32,
      borderRadius: 4,
      borderRadiusLG: 6,
      borderRadiusSM: 3,
      // Nothing slides or fades: the next key can be pressed at once.
      motion: false,
      colorPrimary: colours.accent,
      colorPrimaryBg: colours.accentSoft,
      colorInfo: colours.accent,
      colorSuccess: colours.good,
      colorWarning: colours.warn,
      colorError: colours.bad,
      colorLink: colours.accent,
      colorBgLayout: colours.bg,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.raised,
      colorBorder: colours.line,
      colorBorderSecondary: colours.lineSoft,
      colorText: colours.text,
      colorTextSecondary: colours.text2,
      colorTextTertiary: colours.text3,
      colorTextDescription: colours.text3,
      colorTextPlaceholder: colours.text3,
      controlItemBgActive: colours.accentSoft,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", primaryColor: colours.onAccent },
      Menu: { itemHeight: large ? 42 : 34, itemMarginInline: 8, itemBorderRadius: 4, iconMarginInlineEnd: 8 },
      Segmented: { trackBg: colours.neutralSoft, itemColor: colours.text2 },
      Form: { itemMarginBottom: large ? 24 : 18, verticalLabelPadding: "0 0 4px" },
      Checkbox: { colorWhite: colours.onAccent },
      Tabs: { horizontalMargin: "0 0 12px 0" },
    },
  };
}
