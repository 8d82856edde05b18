# For the scripts beside it: installing Debian's packages, where that is allowed. Sourced, not run.

fail() {
    echo "error: $*" >&2
    exit 1
}

# Run a command with the rights to install; fails with a hint where there are none.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        fail "$hint"
    fi
}

# Install one package; $hint says what to do where that is impossible.
install_package() {
    command -v apt-get >/dev/null || fail "$hint"
    echo "Installing $1" >&2
    as_root apt-get update -qq </dev/null >&2 || fail "$hint"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" </dev/null >&2 ||
        fail "$hint"
}
