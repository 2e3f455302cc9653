import { Select } from "antd";
import { Link } from "react-router";
import type { RuleList } from "../../api/generated/types";
import { useParameter } from "../../kernel/parameter";
import { useRemote } from "../../kernel/remote";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { RemoteView } from "../../ui/RemoteView";
import { EventForm } from "./EventForm";
import { rulesByHand } from "./events";
import { ruleAddress, rulesPath } from "./rules/RulesPage";

/** Business that has no system of its own here: keyed once, its rule makes the voucher, which others audit and post. */
export function EventsPage() {
  const rules = useRemote<RuleList>(rulesPath);
  const [chosen, choose] = useParameter("rule");
  return (
    <Page title="业务记账" hints={[["ctrl+enter", "提交审核"]]}>
      <RemoteView remote={rules} rows={4}>
        {({ items }) => {
          const rule = items.find(({ id }) => id === chosen);
          return (
            <>
              <section className="sf-panel sf-row">
                <Select
                  aria-label="业务"
                  style={{ minWidth: 320 }}
                  showSearch={{ optionFilterProp: "label" }}
                  placeholder="选择业务，例如 利息收入"
                  {...(rule === undefined ? {} : { value: rule.id })}
                  options={rulesByHand(items)}
                  onChange={choose}
                />
                <span className="sf-muted">凭证由记账规则生成，提交前先看凭证，审核后记账。</span>
                <span className="sf-grow" />
                <Link to={rule === undefined ? "/accounting/rules" : ruleAddress(rule.id)}>记账规则</Link>
              </section>
              {rule === undefined ? (
                <EmptyState
                  title="先选择业务"
                  next="财政补贴、利息、定期转存、委托投资、上级补助等到账或划出后在这里记账。"
                />
              ) : (
                <EventForm key={rule.id} rule={rule} />
              )}
            </>
          );
        }}
      </RemoteView>
    </Page>
  );
}
