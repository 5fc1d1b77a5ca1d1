#!/bin/sh
# Resolves pyproject.toml into three hash-locked files that name no host and no path:
#   production.txt   the site with servers of your own, what backs them up, and what tells of errors and traces
#   local.txt        and the servers that `make run` starts
#   development.txt  and what tests and lint need
# Versions stay as they are unless UPGRADE=1 asks for the newest.
# The widest set is resolved first and binds the others, so that all three agree.
set -eu
cd "$(dirname "$0")/.."

upgrade=${UPGRADE:+--upgrade}

lock() {
    uv pip compile pyproject.toml --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-annotate \
        --no-emit-index-url --custom-compile-command "make lock" "$@"
}

lock ${upgrade:+"$upgrade"} --all-extras --output-file requirements/development.txt
lock --extra local --constraint requirements/development.txt --output-file requirements/local.txt
lock --extra backup --extra sentry --extra traces --constraint requirements/development.txt --output-file requirements/production.txt
