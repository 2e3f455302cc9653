import "./HomePage.css";
import { Link } from "react-router";
import { useUser } from "../kernel/user";
import { Page } from "../ui/Page";
import { menuOf } from "./menu";
import { usePages } from "./registry";

/** Where a person lands: everything that they may do, by group. */
export function HomePage() {
  const user = useUser();
  const menu = menuOf(usePages(), user);
  return (
    <Page title="首页" meta={user ? `${user.division.name}　${user.roles.map((role) => role.name).join("、")}` : ""}>
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
    </Page>
  );
}
