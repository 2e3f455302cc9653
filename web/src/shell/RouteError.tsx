import { Button } from "antd";
import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { problemOf } from "../kernel/problem";
import { Page } from "../ui/Page";
import { ProblemView } from "../ui/ProblemView";

/** What stands in place of a page that failed. The rest of the application goes on. */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <Page title="页面没有打开">
      <ProblemView problem={problemOf(error)} retry={() => window.location.reload()} />
    </Page>
  );
}

export function NotFoundPage() {
  return (
    <Page title="没有这个页面">
      <div className="sf-panel sf-stack">
        <p>地址可能有误，或者页面已经改名。请核对地址，或从菜单重新进入。</p>
        <Link to="/">
          <Button type="primary">回到工作台</Button>
        </Link>
      </div>
    </Page>
  );
}

export function NotAllowedPage({ title }: { title: string }) {
  return (
    <Page title={title}>
      <div className="sf-panel">您没有查看“{title}”的权限。如需办理，请联系安全管理员授权。</div>
    </Page>
  );
}
