-- One user's day, seven hundred at once: the to-do counts, the list, a request, its lines, and now and then an
-- approval. Environment: BENCH_TOKEN, BENCH_REQUESTS (a file with an id a line).
local threads = {}
local ids, token, calls = {}, "", 0
-- Global, so that done() can ask each thread for it.
approved = 0

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init()
  token = os.getenv("BENCH_TOKEN")
  for id in io.lines(os.getenv("BENCH_REQUESTS")) do table.insert(ids, id) end
  next_id = number + 1
  math.randomseed(20260615 + number)
end

function request()
  calls = calls + 1
  local headers = { ["Authorization"] = "Bearer " .. token }
  local turn = calls % 100
  local any = ids[math.random(#ids)]
  if turn < 5 and next_id <= #ids then
    local id = ids[next_id]
    next_id = next_id + 2
    approved = approved + 1
    headers["Content-Type"] = "application/json"
    headers["Idempotency-Key"] = "bench-" .. id
    return wrk.format("POST", "/api/expenditure/requests/" .. id .. "/approve", headers, '{"opinion":"同意"}')
  elseif turn < 25 then
    return wrk.format("GET", "/api/expenditure/todo", headers)
  elseif turn < 50 then
    return wrk.format("GET", "/api/expenditure/requests?mine=todo&limit=20", headers)
  elseif turn < 80 then
    return wrk.format("GET", "/api/expenditure/requests/" .. any, headers)
  else
    return wrk.format("GET", "/api/expenditure/requests/" .. any .. "/lines?limit=50", headers)
  end
end

function done(summary, latency)
  local all = 0
  for _, thread in ipairs(threads) do all = all + thread:get("approved") end
  print(string.format("approved %d", all))
  print(string.format("p50_us %d", latency:percentile(50)))
  print(string.format("p99_us %d", latency:percentile(99)))
  print(string.format("errors %d", summary.errors.status + summary.errors.connect + summary.errors.read
    + summary.errors.write + summary.errors.timeout))
end
