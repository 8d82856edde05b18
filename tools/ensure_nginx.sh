#!/bin/sh
# Prints the path of an nginx for the tests of deploy/; installs Debian's where that is allowed.
# NGINX=/path/to/nginx wins over everything.
set -eu

hint="the tests of deploy/ need nginx; install it (Debian: apt-get install nginx) or set NGINX=/path/to/nginx"

fail() {
    echo "error: $*" >&2
    exit 1
}

# The folders that nginx is installed to are often not in the PATH of an ordinary user.
find_nginx() {
    PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin command -v nginx
}

if [ -n "${NGINX:-}" ]; then
    command -v "$NGINX" || fail "NGINX=$NGINX is not a program that can be run"
    exit 0
fi
find_nginx && exit 0

command -v apt-get >/dev/null || fail "$hint"
if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    fail "$hint"
fi
echo "Installing nginx" >&2
$as_root apt-get update -qq </dev/null >&2 || fail "$hint"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx </dev/null >&2 ||
    fail "$hint"
# The tests run the program themselves; Debian's package also starts a server on port 80.
if [ -d /run/systemd/system ]; then
    $as_root systemctl disable --quiet --now nginx </dev/null >&2 || fail "could not stop the server on port 80"
fi
find_nginx || fail "$hint"
