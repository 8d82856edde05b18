#!/bin/sh
# Prints the path of a Chromium or Chrome for the browser tests; installs Debian's where that is allowed.
# CHROME=/path/to/a/browser wins over everything.
set -eu

hint="the browser tests need Chromium; install it (Debian: apt-get install chromium) or set CHROME=/path/to/chrome"

. "$(dirname "$0")/as_root.sh"

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

install_package chromium
find_browser || fail "$hint"
