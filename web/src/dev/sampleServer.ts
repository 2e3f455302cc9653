import { payeeCount, samplePayee, sampleRequests } from "./samples";

/** Answers /api/dev/* inside the browser, so that the gallery's lists go through the real client without a server. */

const requests = sampleRequests(5_000);

export function installSampleServer(): void {
  const real = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input, window.location.origin);
    const answer = address.pathname.startsWith("/api/dev/") ? answerTo(address) : undefined;
    return answer === undefined ? real(input, init) : answer;
  };
}

function answerTo(address: URL): Response {
  const query = address.searchParams;
  switch (address.pathname) {
    case "/api/dev/requests":
      return json(pageOfRequests(query));
    case "/api/dev/payees":
      return json(pageOfPayees(Number(query.get("offset")), Number(query.get("limit"))));
    case "/api/dev/paper.txt":
      return new Response("关于拨付 2026 年 3 月城乡居民基本养老金的申请\n\n省财政厅社会保障处：\n\n　　经核定……", {
        headers: { "Content-Type": "text/plain", "Content-Disposition": 'attachment; filename="paper.txt"' },
      });
    case "/api/dev/refused":
      return json({ code: "maintenance", title: "系统维护中", detail: "正在进行月末结账，预计 20 分钟后恢复。" }, 503);
    default:
      return json({ code: "not_found", title: "没有找到", detail: "示例服务没有这个地址。" }, 404);
  }
}

function pageOfRequests(query: URLSearchParams) {
  const [words, states, sort] = [query.get("q") ?? "", query.get("state")?.split(",") ?? [], query.get("sort") ?? ""];
  const matching = requests.filter(
    (one) =>
      (words === "" || `${one.number}${one.agency}${one.item}`.includes(words)) &&
      (states.length === 0 || states.includes(one.state)),
  );
  if (sort.endsWith("amount"))
    matching.sort((a, b) => (sort.startsWith("-") ? b.amount - a.amount : a.amount - b.amount));
  const start = Number(query.get("continuation") ?? 0);
  const end = start + Number(query.get("limit"));
  const amount = matching.reduce<number>((total, one) => total + one.amount, 0);
  const continuation = end < matching.length ? { continuation: String(end) } : {};
  return { items: matching.slice(start, end), total: matching.length, totals: { amount }, ...continuation };
}

function pageOfPayees(offset: number, limit: number) {
  const count = Math.max(0, Math.min(limit, payeeCount - offset));
  return { items: Array.from({ length: count }, (_, at) => samplePayee(offset + at)), total: payeeCount };
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "X-Request-Id": "dev-0001" } });
}
