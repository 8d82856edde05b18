#!/bin/sh
# Prints the path of a Chromium or Chrome for the browser tests; installs Debian's where that is allowed.
# CHROME=/path/to/a/browser wins over everything.
set -eu

hint="the browser tests need Chromium; install it (Debian: apt-get install chromium) or set CHROME=/path/to/chrome"

fail() {
    echo "error: $*" >&2
    exit 1
}

find_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return 0
    done
    return 1
}

if [ -n "${CHROME:-}" ]; then
    command -v "$CHROME" || fail "CHROME=$CHROME is not a program that can be run"
    exit 0
fi
find_browser && exit 0

command -v apt-get >/dev/null || fail "$hint"
if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    fail "$hint"
fi
echo "Installing chromium" >&2
$as_root apt-get update -qq </dev/null >&2 || fail "$hint"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium </dev/null >&2 ||
    fail "$hint"
find_browser || fail "$hint"
