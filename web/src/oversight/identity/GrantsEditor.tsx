import "./Grants.css";
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { App, Button, Select } from "antd";
import { useCallback, useState } from "react";
import type { Fund, GrantsSimulated, GrantView, RoleGrantInput, UserView } from "../../api/generated/types";
import type { Intent } from "../../kernel/api";
import { command, newIntent } from "../../kernel/api";
import { useCommand } from "../../kernel/command";
import { funds, fundText } from "../../kernel/funds";
import { remote } from "../../kernel/problem";
import { useRefresh } from "../../kernel/remote";
import { DivisionSelect } from "../../ui/DivisionSelect";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemView } from "../../ui/ProblemView";
import { RemoteView } from "../../ui/RemoteView";
import { StatusTag } from "../../ui/StatusTag";
import { UnsavedGuard } from "../../ui/UnsavedGuard";
import { useRoles } from "./roles";
import { grantsOf, incomplete, sameGrants, userPath, usersPath } from "./users";

/** What somebody may, for those who only read. */
export function GrantsView({ grants }: { grants: readonly GrantView[] }) {
  if (grants.length === 0) return <EmptyState title="还没有任何权限" next="由安全管理员授权后，此人才能办理业务。" />;
  return (
    <ul>
      {grants.map((grant) => (
        <li key={`${grant.role}${grant.division.code}`}>
          <b>{grant.roleName}</b>　{grant.division.name}及下级　
          {grant.funds === undefined ? "全部险种" : grant.funds.map(fundText).join("、")}
        </li>
      ))}
    </ul>
  );
}

/** Grants of one person: role, division subtree, funds; simulated against the rules while they are chosen. */
export function GrantsEditor({ user }: { user: UserView }) {
  const before = grantsOf(user.grants);
  const [grants, setGrants] = useState<readonly RoleGrantInput[]>(before);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const send = useCallback(
    (next: readonly RoleGrantInput[], intent: Intent) =>
      command<UserView>(`${userPath(user.id)}/grants`, { grants: next }, { intent, method: "PUT" }),
    [user.id],
  );
  const { running, run } = useCommand(send);
  const simulated = useSimulation(grants.map((grant) => grant.role).filter((role) => role !== ""));
  const why = incomplete(grants);
  const changed = !sameGrants(before, grants);
  const refused = simulated.state === "ready" && !simulated.value.allowed;
  const save = async () => {
    if ((await run(grants)) === undefined) return;
    void message.success("权限已保存，立即生效");
    refresh(usersPath);
  };
  const change = (at: number, grant: RoleGrantInput) => setGrants(grants.with(at, grant));
  return (
    <div className="sf-stack">
      <UnsavedGuard unsaved={changed && running.state !== "done"} />
      <ul className="sf-grants" aria-label="授权">
        {grants.map((grant, at) => (
          // Rows have no identity of their own; every field is controlled, so the place will do.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at}>
            <GrantRow
              grant={grant}
              top={user.division.code}
              onChange={(next) => change(at, next)}
              onRemove={() => setGrants(grants.toSpliced(at, 1))}
            />
          </li>
        ))}
      </ul>
      <div className="sf-row">
        <Button
          icon={<PlusOutlined />}
          onClick={() => setGrants([...grants, { role: "", division: user.division.code }])}
        >
          增加一项
        </Button>
        <span className="sf-grow sf-muted" role="status">
          {changed ? why : "没有改动"}
        </span>
        <Button disabled={!changed} onClick={() => setGrants(before)}>
          还原
        </Button>
        <Button
          type="primary"
          disabled={!changed || why !== undefined || refused}
          loading={running.state === "running"}
          onClick={() => void save()}
        >
          保存权限
        </Button>
      </div>
      {running.state === "refused" ? <ProblemView problem={running.problem} inline /> : null}
      <section aria-label="授权前模拟" className="sf-stack">
        <h3>授权前模拟</h3>
        <RemoteView remote={simulated} rows={2}>
          {(value) => <Simulation simulated={value} />}
        </RemoteView>
      </section>
    </div>
  );
}

/** Asks again whenever the roles change; asking changes nothing on the server. */
function useSimulation(roles: readonly string[]) {
  const wanted = [...new Set(roles)].toSorted();
  return remote<GrantsSimulated>(
    useQuery({
      queryKey: ["simulated", ...wanted],
      queryFn: async ({ signal }) => {
        const body = { roles: wanted };
        const options = { intent: newIntent(), signal };
        const answer = await command<GrantsSimulated>("/api/identity/grants/simulate", body, options);
        if (answer.kind !== "done") throw new Error("a simulation is no job");
        return answer.value;
      },
      placeholderData: keepPreviousData,
    }),
  );
}

type GrantRowProps = {
  grant: RoleGrantInput;
  top: string;
  onChange: (grant: RoleGrantInput) => void;
  onRemove: () => void;
};

const allFunds = "*";

function GrantRow({ grant, top, onChange, onRemove }: GrantRowProps) {
  const roles = useRoles();
  const known = roles.state === "ready" ? roles.value.roles : [];
  const isAdministration = known.find((role) => role.code === grant.role)?.group === "administration";
  const { funds: chosen, ...rest } = grant;
  const chooseFunds = (values: string[]) => {
    const last = values.at(-1);
    const some = values.filter((value): value is Fund => value !== allFunds);
    onChange(last === allFunds ? rest : { ...rest, funds: some });
  };
  return (
    <div className="sf-grant">
      <Select
        aria-label="角色"
        placeholder="请选择角色"
        {...(grant.role === "" ? {} : { value: grant.role })}
        options={known.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(role: string) => onChange({ ...rest, role })}
      />
      <DivisionSelect value={grant.division} top={top} onChange={(division) => onChange({ ...grant, division })} />
      <Select
        aria-label="险种"
        mode="multiple"
        disabled={isAdministration}
        value={chosen === undefined ? [allFunds] : [...chosen]}
        options={[
          { value: allFunds, label: isAdministration ? "不分险种" : "全部险种" },
          ...funds.map(({ id, shortName }) => ({ value: id, label: shortName })),
        ]}
        onChange={chooseFunds}
      />
      <Button aria-label="去掉这一项" icon={<DeleteOutlined />} onClick={onRemove} />
    </div>
  );
}

function Simulation({ simulated }: { simulated: GrantsSimulated }) {
  return (
    <>
      <div className="sf-row" role="status">
        {simulated.allowed ? (
          <StatusTag tone="good">这些角色可以由一人担任</StatusTag>
        ) : (
          <StatusTag tone="bad">{`有 ${simulated.conflicts.length} 处冲突，不能保存`}</StatusTag>
        )}
        {simulated.movesMoneyAlone ? <StatusTag tone="bad">此人可独自完成申请、审核和支付</StatusTag> : null}
      </div>
      {simulated.conflicts.length === 0 ? null : (
        <ul className="sf-conflicts">
          {simulated.conflicts.map((conflict) => (
            <li key={`${conflict.left} ${conflict.right}`}>
              <b>
                {conflict.leftName} 与 {conflict.rightName}
              </b>
              ：{conflict.reason}
              <span className="sf-muted">（{conflict.basis}）</span>
            </li>
          ))}
        </ul>
      )}
      <ol className="sf-duties" aria-label="资金环节">
        {simulated.duties.map((duty) => (
          <li key={duty.name} data-held={duty.heldBy.length > 0}>
            <b>{duty.name}</b>
            <div className="sf-muted sf-small">{duty.heldBy.length === 0 ? "无" : duty.heldBy.join("、")}</div>
          </li>
        ))}
      </ol>
      <details>
        <summary>可办理的事项（{simulated.actions.length} 项）</summary>
        {simulated.actions.map((action) => action.name).join("、") || "无"}
      </details>
    </>
  );
}
