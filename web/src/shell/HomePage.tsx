import "./HomePage.css";
import { Link } from "react-router";
import { may, useUser } from "../kernel/user";
import { Page } from "../ui/Page";
import { menuOf } from "./menu";
import { usePages } from "./registry";
import { Workbench } from "./Workbench";

/** Where a person lands: what waits for them; who handles no requests finds the pages that they may open. */
export function HomePage() {
  const user = useUser();
  const meta = user ? `${user.division.name}　${user.roles.map((role) => role.name).join("、")}` : "";
  return (
    <Page title="工作台" meta={meta}>
      {may(user, "request.view") ? <Workbench /> : <OpenPages />}
    </Page>
  );
}

function OpenPages() {
  const menu = menuOf(usePages(), useUser());
  return (
    <div className="sf-home">
      {menu.map((group) => (
        <section key={group.id} className="sf-panel">
          <h2>{group.title}</h2>
          <ul>
            {group.pages.map((page) => (
              <li key={page.path}>
                <Link to={page.path}>
                  {page.icon} {page.title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
