# Steps that ./run and ./test share. Each does nothing when nothing changed since it last succeeded.
# Sourced by scripts that have set -euo pipefail and stand in the root.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUGET_XMLDOC_MODE=skip
# Below 2 cores and much else at once, idle build servers only hold memory.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf '%s\n' "$*" >&2; }

# Debian packages that the tests need: the browser and its Chinese font, and the independent judges.
APT_PACKAGES=(beancount chromium fonts-noto-cjk fonts-wqy-microhei openssl hledger poppler-utils python3-stdnum)
APT_COMMANDS=(bean-check chromium fc-list openssl hledger pdftotext)

# The built local head.
LOCAL_HEAD=artifacts/ahead/publish/SocialFund.Hosts.Local/release/SocialFund.Hosts.Local.dll

# The demo's data, ready to be copied.
DEMO=artifacts/demo

# A digest of files: of the names and contents below the given paths that git knows or would know.
digest_of() {
  git ls-files -co --exclude-standard -z -- "$@" | LC_ALL=C sort -z | xargs -0r sha256sum 2>/dev/null | sha256sum
}

# is_done NAME DIGEST: whether the step NAME succeeded with this input and its results are still there.
is_done() { [ "$(cat "artifacts/.steps/$1" 2>/dev/null)" = "$2" ]; }
mark_done() { mkdir -p artifacts/.steps && printf '%s\n' "$2" > "artifacts/.steps/$1"; }

need() {
  command -v "$1" >/dev/null || { say "缺少 $1：$2"; exit 1; }
}

install_packages() {
  local folder=$1 digest
  need npm "请先安装 Node.js 20.19 或更高版本。"
  digest=$(sha256sum "$folder/package-lock.json")
  if [ -d "$folder/node_modules" ] && is_done "npm-$folder" "$digest"; then return; fi
  say "安装 $folder 的依赖…"
  local options=(--no-audit --no-fund --loglevel=error)
  # What stands in tools/ is programs and libraries to be used as they are; none needs its install script.
  [ "$folder" != tools ] || options+=(--ignore-scripts)
  npm ci --prefix "$folder" "${options[@]}" >&2
  mark_done "npm-$folder" "$digest"
}

build_web() {
  local digest
  digest=$(digest_of web ':!web/e2e')
  if [ -f web/dist/index.html ] && is_done web "$digest"; then return; fi
  say "构建前端…"
  npm run --prefix web --silent build >&2
  mark_done web "$digest"
}

build_server() {
  local digest
  need dotnet "请先安装 .NET SDK 10。"
  digest=$(digest_of functions '*.props' global.json .editorconfig)
  if [ -f "$LOCAL_HEAD" ] && is_done server "$digest"; then return; fi
  say "构建后端…"
  # Compiled ahead, or the first start would spend a second on it.
  dotnet publish functions/Hosts/Local -c Release --use-current-runtime --self-contained false \
    -p:PublishReadyToRun=true -v quiet -nologo >&2
  mark_done server "$digest"
}

# The demo's year is part of what is built: a first start copies it.
prepare_demo() {
  local digest
  digest=$(cat artifacts/.steps/server)
  if [ -d "$DEMO" ] && is_done demo "$digest"; then return; fi
  dotnet "$LOCAL_HEAD" --prepare "$DEMO" >&2
  mark_done demo "$digest"
}

# The Debian packages, once, when one of them is missing. Needs root or sudo; elsewhere says what to install.
install_debian_packages() {
  local missing=() command
  for command in "${APT_COMMANDS[@]}"; do command -v "$command" >/dev/null || missing+=("$command"); done
  if command -v fc-list >/dev/null && [ -z "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; then missing+=(中文字体); fi
  [ ${#missing[@]} -gt 0 ] || return 0
  say "安装测试所需的程序（缺少 ${missing[*]}）…"
  local root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { say "请以管理员身份安装：apt-get install ${APT_PACKAGES[*]}"; exit 1; }
    root=(sudo)
  fi
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${APT_PACKAGES[@]}" >&2
}
