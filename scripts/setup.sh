# Sourced by ./run and ./test, which set LOCK: make the virtual environment hold what LOCK names.
# INTERPORTAL_VENV puts it elsewhere; a .venv that is a link belongs to somebody else and is left as it is.
VENV="${INTERPORTAL_VENV:-.venv}"

fail() { printf '%s\n' "$@" >&2; exit 1; }

find_python() {
    for candidate in "${PYTHON:-python3}" python3.11 python3.12 python3.13; do
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
    done
    fail "Interportal needs Python 3.11 or newer and found none." \
        "On Debian: apt-get install python3 python3-venv   (or name one: PYTHON=/path/to/python3 $0)"
}

need_venv_module() {
    "$candidate" -c 'import ensurepip, venv' 2>/dev/null && return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Debian's python3-venv ..."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    fi
    "$candidate" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "This Python cannot make virtual environments. As root: apt-get install python3-venv"
}

install_packages() {
    find_python
    if ! "$VENV/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        need_venv_module
        echo "Making the virtual environment $VENV ..."
        [ ! -f "$VENV/pyvenv.cfg" ] || rm -rf "$VENV"
        "$candidate" -m venv "$VENV"
    fi
    echo "Installing the packages of $LOCK (about a minute) ..."
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --prefer-binary \
        --require-hashes -r "$LOCK" || fail "The packages could not be installed; see pip's message above."
    { grep -v "^$LOCK " "$VENV/.key" 2>/dev/null || true; echo "$KEY"; } >"$VENV/.key.new"
    mv "$VENV/.key.new" "$VENV/.key"
}

KEY="$LOCK $(cksum <"$LOCK")"
if [ ! -L "$VENV" ] && ! { [ -x "$VENV/bin/python" ] && grep -qsxF "$KEY" "$VENV/.key"; }; then
    install_packages
fi
"$VENV/bin/python" scripts/messages.py compile
