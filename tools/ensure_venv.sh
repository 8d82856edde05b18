#!/bin/sh
# Makes sure that a virtual environment exists and holds exactly the pins it should.
#
#   tools/ensure_venv.sh VENV REQUIREMENTS [PYTHON]
#
# PYTHON is only given when the caller insists on it: an environment made with another
# version is then made anew. Nothing is downloaded while the pins have not changed.
set -eu

venv=$1
requirements=$2
wanted=${3:-}
python=${wanted:-python3}

. "$(dirname "$0")/as_root.sh"

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

# Debian splits the part of Python that makes environments into a package of its own.
install_venv_package() {
    case $(basename "$python") in
        python3.*) package=$(basename "$python")-venv ;;
        *) package=python3-venv ;;
    esac
    hint="Python cannot make virtual environments here; install $package (Debian: apt-get install $package)"
    install_package "$package"
}

make_venv() {
    command -v "$python" >/dev/null || fail "$python is not installed; Python 3.11 or newer is needed"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$python is Python $(version_of "$python"); Python 3.11 or newer is needed (make ... PYTHON=python3.12)"
    echo "Making $venv with $python ($(version_of "$python"))"
    said=$("$python" -m venv --clear "$venv" 2>&1) && return
    case $said in
        *ensurepip* | *"No module named"*) install_venv_package ;;
        *) fail "$said" ;;
    esac
    "$python" -m venv --clear "$venv" || fail "$python -m venv --clear $venv did not work"
}

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    make_venv
elif [ -n "$wanted" ] && [ "$(version_of "$wanted")" != "$(version_of "$venv/bin/python")" ]; then
    make_venv
fi

# The copy beside the environment says what was installed; a changed time stamp alone changes nothing.
installed=$venv/installed-$(basename "$requirements")
if ! cmp -s "$requirements" "$installed"; then
    echo "Installing $requirements (the first time takes a minute or two)"
    rm -f "$venv"/installed-*
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --requirement "$requirements" || fail "could not install $requirements"
    cp "$requirements" "$installed"
fi
