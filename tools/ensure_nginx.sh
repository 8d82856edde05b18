#!/bin/sh
# Prints the path of an nginx for the tests of deploy/; installs Debian's where that is allowed.
# NGINX=/path/to/nginx wins over everything.
set -eu

hint="the tests of deploy/ need nginx; install it (Debian: apt-get install nginx) or set NGINX=/path/to/nginx"

. "$(dirname "$0")/as_root.sh"

# The folders that nginx is installed to are often not in the PATH of an ordinary user.
find_nginx() {
    PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin command -v nginx
}

if [ -n "${NGINX:-}" ]; then
    command -v "$NGINX" || fail "NGINX=$NGINX is not a program that can be run"
    exit 0
fi
find_nginx && exit 0

install_package nginx
# The tests run the program themselves; Debian's package also starts a server on port 80.
if [ -d /run/systemd/system ]; then
    as_root systemctl disable --quiet --now nginx </dev/null >&2 || fail "could not stop the server on port 80"
fi
find_nginx || fail "$hint"
