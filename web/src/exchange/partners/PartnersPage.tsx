import { Button, Drawer } from "antd";
import { useState } from "react";
import type { PageOfPartnerView, PartnerView } from "../../api/generated/types";
import { divisionText } from "../../kernel/divisions";
import { useRemote } from "../../kernel/remote";
import { useMay } from "../../kernel/user";
import { DivisionSwitch, useDivision } from "../../ui/DivisionSelect";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import type { Column } from "../../ui/table/columns";
import { DataTable } from "../../ui/table/DataTable";
import { PartnerForm } from "./PartnerForm";
import { channels, kinds, partnersPath } from "./words";

const columns: readonly Column<PartnerView>[] = [
  { key: "id", title: "编号", kind: "text", width: 150, frozen: true, value: (row) => row.id },
  { key: "name", title: "名称", kind: "text", width: 240, value: (row) => row.name },
  { key: "kind", title: "类型", kind: "text", width: 150, value: (row) => kinds[row.kind] },
  { key: "division", title: "区划", kind: "text", width: 110, value: (row) => divisionText(row.division) },
  {
    key: "isOpen",
    title: "状态",
    kind: "text",
    width: 90,
    value: (row) => (row.isOpen ? "启用" : "停用"),
    render: (row) => <StatusTag tone={row.isOpen ? "good" : "neutral"}>{row.isOpen ? "启用" : "停用"}</StatusTag>,
  },
  {
    key: "channels",
    title: "通道",
    kind: "text",
    width: 220,
    value: (row) => row.channels.map((one) => channels[one.kind]).join("、"),
  },
  { key: "folder", title: "收件目录", kind: "text", width: 180, value: (row) => `inbox/${row.folder}/` },
  { key: "deliveries", title: "应报内容", kind: "count", value: (row) => row.deliveries.length },
  { key: "user", title: "服务用户名", kind: "text", width: 120, value: (row) => row.user },
  { key: "since", title: "口令更新时间", kind: "time", value: (row) => row.since },
];

const blank = (division: string): PartnerView => ({
  id: "",
  name: "",
  kind: "tax",
  division,
  folder: "",
  channels: [{ kind: "sftp" }],
  deliveries: [],
  isOpen: true,
});

/** Whom files and messages are exchanged with, and what is expected of them. */
export function PartnersPage() {
  const [division] = useDivision();
  const may = useMay("setting.change");
  const partners = useRemote<PageOfPartnerView>(`${partnersPath}/list`, { division });
  const [open, setOpen] = useState<PartnerView>();
  return (
    <Page
      title="交换单位"
      hints={may ? [["enter", "修改"]] : []}
      actions={
        <>
          <DivisionSwitch />
          {may ? (
            <Button type="primary" onClick={() => setOpen(blank(division))}>
              新增交换单位
            </Button>
          ) : null}
        </>
      }
    >
      <RemoteView remote={partners} rows={12}>
        {({ items }) => (
          <DataTable
            id="exchange-partner-list"
            name="交换单位"
            rows={items}
            columns={columns}
            rowKey={(row) => row.id}
            {...(may ? { onOpen: setOpen } : {})}
            maxRows={20}
            empty={{ title: "还没有交换单位", next: "新增后，其收发的内容会出现在交换监控中。" }}
          />
        )}
      </RemoteView>
      <Drawer
        open={open !== undefined}
        title={open?.id === "" ? "新增交换单位" : open?.name}
        size="large"
        destroyOnHidden
        onClose={() => setOpen(undefined)}
      >
        {open === undefined ? null : <PartnerForm partner={open} onDone={() => setOpen(undefined)} />}
      </Drawer>
    </Page>
  );
}
