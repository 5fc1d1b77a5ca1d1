#!/bin/sh
# Makes the virtual environment $1 if need be and installs the locked file $2 into it, every package checked by hash.
# The pip configuration of the user (mirrors, certificates, constraints) applies as anywhere else.
set -eu
venv=$1
lock=$2
installed=$venv/$(basename "$lock")
python=${PYTHON:-python3}

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    stop "$python was not found. Install Python 3.11 or later, or name one: make PYTHON=/path/to/python3.11 install"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "$("$python" --version) is too old: Python 3.11 or later is needed. Name one: make PYTHON=python3.11 install"

usable=no
if "$venv/bin/python" -c 'import pip' >/dev/null 2>&1; then
    usable=yes
fi

# The copy of the lock in the environment says what is installed: a newer date alone installs nothing.
if [ $usable = yes ] && cmp -s "$lock" "$installed"; then
    touch "$installed"
    exit 0
fi

if [ $usable = no ]; then
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        stop "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"
    printf 'Making a virtual environment in %s\n' "$venv"
    "$python" -m venv --clear "$venv" || stop "The virtual environment could not be made in $venv (full disk? read-only folder?)."
fi

printf 'Installing %s (only after it changed)\n' "$lock"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock" ||
    stop "Installing failed; the lines above say why. Nothing else was changed: run the same command again."
cp "$lock" "$installed"
