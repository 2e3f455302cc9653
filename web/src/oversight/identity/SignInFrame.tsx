import "./SignIn.css";
import type { ReactNode } from "react";

/** The quiet page around signing in. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="sf-signin">
      <main>
        <header>
          <img src="/icon.svg" alt="" width={36} height={36} />
          <div>
            <div className="sf-signin-product">社会保障资金信息管理系统</div>
            <div className="sf-muted">社会保险基金预算、收支、核算与监督</div>
          </div>
        </header>
        <section className="sf-panel">
          <h1>{title}</h1>
          {children}
        </section>
        <footer className="sf-muted sf-small">
          本系统含公民个人信息和资金数据，所有操作均留存审计记录。请勿将账号交给他人使用。
        </footer>
      </main>
    </div>
  );
}
