import "./Grants.css";
import type { RoleConflict, RoleTable } from "../../api/generated/types";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { actionsOf, useRoles } from "./roles";

/** Which role may do what, and which roles may not be in one hand. */
export function RolesPage() {
  const roles = useRoles();
  return (
    <Page title="角色与权限对照">
      <RemoteView remote={roles} rows={14}>
        {(table) => (
          <>
            <Matrix table={table} />
            <Conflicts table={table} />
          </>
        )}
      </RemoteView>
    </Page>
  );
}

function Matrix({ table }: { table: RoleTable }) {
  return (
    // A keyboard scrolls only what it can focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className="sf-matrix" aria-label="角色与权限对照表" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">权限</th>
            {table.roles.map((role) => (
              <th key={role.code} scope="col">
                {role.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actionsOf(table).map((action) => (
            <tr key={action.code}>
              <th scope="row">{action.name}</th>
              {table.roles.map((role) => (
                <td key={role.code}>{role.actions.some((one) => one.code === action.code) ? <Held /> : null}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Held() {
  return (
    <>
      <span aria-hidden="true">●</span>
      <span className="sf-sr">有</span>
    </>
  );
}

/** One reason holds for several pairs; it is said once. */
function Conflicts({ table }: { table: RoleTable }) {
  const byReason = new Map<string, RoleConflict[]>();
  for (const conflict of table.conflicts) {
    const reason = `${conflict.reason}（${conflict.basis}）`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), conflict]);
  }
  return (
    <section className="sf-panel sf-stack">
      <h2>不能由一人兼任</h2>
      <ul className="sf-stack">
        {[...byReason].map(([reason, conflicts]) => (
          <li key={reason}>
            <b>{reason}</b>
            <div className="sf-muted">
              {conflicts.map((conflict) => `${conflict.leftName} × ${conflict.rightName}`).join("　")}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
