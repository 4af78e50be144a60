#!/bin/sh
# Makes a Python environment exist, then has Python do the rest.
#
#   bootstrap.sh setup                 sets everything up
#   bootstrap.sh doctor                looks at the machine and changes nothing
#   bootstrap.sh NAME.py [ARGUMENT…]   sets up what is missing, then runs notebooks/tools/NAME.py
#
# POSIX sh, because nothing else can be relied on before this has run. All talk is on stderr: stdout belongs to the
# program that is run. Two routes lead to the same pins: a conda-like tool (environment.yml), or a private .venv from
# a Python of the machine (NO_CONDA=1 asks for it). An environment counts as made once it holds `interleave-env`,
# which is written last; one without it is what an interrupted run left behind, and is made again.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
tools=$root/notebooks/tools
lock=$root/lib/target/bootstrap.lock
oldest=10 # Python 3.10: the oldest that JupyterLab 4.6 and the locked requirements take.

say() { printf 'interleave: %s\n' "$*" >&2; }
die() {
  printf '\n' >&2
  say "$@"
  exit 1
}

# --- Which environment ---------------------------------------------------------------------------------------------

# Binder's, or the activated conda environment that environment.yml names; never somebody else's active one.
choose_environment() {
  if [ -n "${INTERLEAVE_ENV:-}" ]; then
    env=$INTERLEAVE_ENV
    case $env in /* | [A-Za-z]:*) ;; *) env=$PWD/$env ;; esac
  elif [ -n "${NB_PYTHON_PREFIX:-}" ] && [ -w "$NB_PYTHON_PREFIX" ]; then
    env=$NB_PYTHON_PREFIX
  elif [ "${CONDA_DEFAULT_ENV:-}" = interleave ] && [ -n "${CONDA_PREFIX:-}" ]; then
    env=$CONDA_PREFIX
  else
    env=$root/.venv
  fi
  mark=$env/interleave-env
}

# Sets `python` to the environment's interpreter; fails if there is none that can be started.
environment_python() {
  for python in "$env/bin/python" "$env/Scripts/python.exe" "$env/python.exe"; do
    [ -x "$python" ] && return 0
  done
  return 1
}

# Scripts of an environment hold its absolute path, so a moved one is as good as none.
environment_is_made() {
  [ -f "$mark" ] && environment_python && [ "$(sed -n 's/^path=//p' "$mark")" = "$env" ]
}

remember_environment() {
  printf 'route=%s\npath=%s\n' "$1" "$env" >"$mark.new" && mv -f "$mark.new" "$mark"
}

# --- Which Python --------------------------------------------------------------------------------------------------

# Prints "3.12.1 yes|no": the version, and whether it can make an environment. Debian splits ensurepip off.
describe() {
  "$1" -c '
import sys
try:
    import ensurepip, venv
    able = "yes"
except ImportError:
    able = "no"
print("%d.%d.%d %s" % (sys.version_info[:3] + (able,)))' 2>/dev/null </dev/null
}

candidates() {
  for name in python3 python3.14 python3.13 python3.12 python3.11 python3.10 python3.9 python3.8 python; do
    command -v "$name" 2>/dev/null || :
  done
  for found in "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/*/bin/python3; do
    [ ! -x "$found" ] || printf '%s\n' "$found"
  done
}

# Sets `base` to the first Python 3 whose minor version is at least $1 and, if $2 is "venv", that can make an
# environment. On failure `too_old` and `unable` name what was found instead.
find_python() {
  base='' too_old='' unable='' newest=''
  list=$(candidates)
  while IFS= read -r candidate; do
    [ -n "$candidate" ] && facts=$(describe "$candidate") || continue
    version=${facts% *}
    minor=0 # of Python 2, for all we care
    case $version in 3.*) minor=${version#3.} minor=${minor%%.*} ;; esac
    if [ "$minor" -lt "$1" ]; then
      [ -n "$too_old" ] || too_old="$candidate ($version)"
    elif [ "${2:-}" = venv ] && [ "${facts#* }" = no ]; then
      [ -n "$unable" ] || unable="$candidate ($version)" unable_version=3.$minor
    elif [ "$minor" -gt 14 ]; then
      # Wheels for a Python newer than the lock may not exist yet: a last resort.
      [ -n "$newest" ] || newest=$candidate
    else
      base=$candidate
      return 0
    fi
  done <<LIST
$list
LIST
  base=$newest
  [ -n "$base" ]
}

how_to_get_python() {
  cat >&2 <<'TEXT'
  Debian, Ubuntu   sudo apt-get install python3 python3-venv
  Fedora           sudo dnf install python3
  macOS            brew install python@3.12        (or the installer from python.org)
  Windows          in WSL2: as Debian; else: winget install Python.Python.3.12
  without root     install micromamba (https://mamba.readthedocs.io): `make` then finds it and brings Python itself
TEXT
}

no_python() {
  printf '\n' >&2
  if [ -n "$unable" ]; then
    say "$unable cannot make an environment: its venv or ensurepip module is missing. Install it:"
    cat >&2 <<TEXT
  Debian, Ubuntu   sudo apt-get install python$unable_version-venv     (or: python3-venv)
  Fedora           sudo dnf install python3-libs
  others           install a Python from python.org, Homebrew or micromamba, which come with both
TEXT
  elif [ -n "$too_old" ]; then
    say "$too_old is too old: Python 3.$oldest or newer is needed. Install one beside it:"
    how_to_get_python
  else
    say "there is neither a Python nor micromamba, mamba or conda on this machine. Python 3.$oldest or newer is needed:"
    how_to_get_python
  fi
  exit 1
}

# --- One at a time -------------------------------------------------------------------------------------------------

# A folder is the lock: making one is atomic everywhere. Whoever finds a dead owner must first win `breaking` and see
# the same dead owner again, so that a lock taken meanwhile is not torn from its new owner.
take_lock() {
  mkdir -p "$root/lib/target" || die "cannot write to $root/lib/target."
  waiting=
  until mkdir "$lock" 2>/dev/null; do
    [ -d "$lock" ] || die "cannot write to $root/lib/target: is the disk full, or the folder read-only?"
    owner=$(cat "$lock/owner" 2>/dev/null || :)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      if mkdir "$lock/breaking" 2>/dev/null; then
        if [ "$(cat "$lock/owner" 2>/dev/null || :)" = "$owner" ]; then
          rm -rf "$lock"
        else
          rmdir "$lock/breaking" 2>/dev/null || :
        fi
      fi
    elif [ -z "$waiting" ]; then
      waiting=yes
      say "another set-up of this folder is running (process ${owner:-unknown}); waiting for it." \
        "If there is none, remove $lock"
    fi
    sleep 1
  done
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  echo $$ >"$lock/owner"
}

free_lock() {
  rm -rf "$lock"
  trap - EXIT INT TERM HUP
}

# --- Making it -----------------------------------------------------------------------------------------------------

need_space() {
  place=$(dirname "$env")
  [ -d "$place" ] || place=$root
  free=$(df -Pk "$place" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }') || free=
  if [ -n "$free" ] && [ "$free" -lt "$1" ]; then
    die "only $free MB are free in $place, and the environment takes about $1 MB. Nothing has been changed."
  fi
}

conda_tool() {
  case ${NO_CONDA:-} in '' | 0) ;; *) return 1 ;; esac
  tool=$(command -v micromamba || command -v mamba || command -v conda || :)
  # In a shell where `conda` is a function, the program is named by these.
  [ -n "$tool" ] || tool=${MAMBA_EXE:-${CONDA_EXE:-}}
  [ -n "$tool" ] && [ -x "$tool" ]
}

make_by_conda() {
  need_space 1800
  say "making the environment with $tool from environment.yml (Python, JDK 25, JupyterLab): some minutes, once"
  # No --yes: conda takes it for leave to replace an environment, and older ones do not know it.
  if (cd "$root" && CONDA_ALWAYS_YES=true MAMBA_ALWAYS_YES=true PYTHONNOUSERSITE=1 \
    "$tool" env create -p "$env" -f environment.yml >&2 </dev/null) && environment_python; then
    remember_environment conda
  else
    remove_remains
    die "$(basename "$tool") could not make the environment; its own message is above. If its channels are out of" \
      "reach from here, use a Python of this machine instead:  make NO_CONDA=1 setup"
  fi
}

make_by_venv() {
  find_python $oldest venv || no_python
  need_space 900
  say "making a private environment from $base ($(describe "$base" | sed 's/ .*//'))"
  if "$base" -m venv "$env" >&2 </dev/null && environment_python && "$python" -m pip --version >/dev/null 2>&1; then
    remember_environment venv
  else
    remove_remains
    die "$base could not make an environment in $env; its own message is above. Is the disk or TMPDIR full?"
  fi
}

# Removes what an interrupted run left: in our own folder, or where we began one. Never an environment of others.
remove_remains() {
  [ -e "$env" ] || return 0
  if [ "$env" = "$root/.venv" ] || [ -n "$begun" ] || grep -q '^route=[vc]' "$mark" 2>/dev/null; then
    [ -f "$env/pyvenv.cfg" ] || [ -d "$env/conda-meta" ] || rmdir "$env" 2>/dev/null \
      || die "$env is in the way and is no environment: move it elsewhere."
    rm -rf "$env"
  else
    die "$env is not usable (it needs Python 3.$oldest or newer, with pip), and it is not ours to remove." \
      "Remove or deactivate it, or unset INTERLEAVE_ENV."
  fi
}

make_environment() {
  begun=
  take_lock
  if environment_is_made; then # by the run we waited for
    free_lock
    return
  fi
  # One that somebody made by hand, or that conda activated for us, is taken as it is if it is good enough.
  if [ ! -f "$mark" ] && environment_python && "$python" -m pip --version >/dev/null 2>&1 </dev/null \
    && "$python" -c "import sys; sys.exit(sys.version_info < (3, $oldest))" 2>/dev/null </dev/null; then
    say "using the environment that is there: $env"
    remember_environment found
  else
    [ ! -e "$env" ] || say "$env is half made, moved or too old: making it again"
    remove_remains
    begun=yes
    if conda_tool; then make_by_conda; else make_by_venv; fi
  fi
  environment_python
  free_lock
}

# --- Main ----------------------------------------------------------------------------------------------------------

[ $# -gt 0 ] || die "usage: bootstrap.sh setup | doctor | NAME.py [ARGUMENT…]"
# Refused before anything is set up, not by the first measurement.
case ${INTERLEAVE_BUDGET:-normal} in
  quick | normal | thorough) ;;
  *) die "there is no budget \"$INTERLEAVE_BUDGET\": choose BUDGET=quick, BUDGET=normal or BUDGET=thorough." ;;
esac
choose_environment
export INTERLEAVE_ENV="$env"

if [ "$1" = doctor ]; then
  if ! environment_python || ! "$python" -c '' 2>/dev/null; then
    if find_python $oldest venv || find_python 8; then
      python=$base
    elif conda_tool; then
      say "Python: none yet; \`make lab\` brings one with $tool, and with it all else."
      exit 0
    else
      no_python
    fi
  fi
  exec "$python" "$tools/doctor.py"
fi

environment_is_made || make_environment

# As activation would, without a shell's help; and no package, path or kernel of the user's may shadow ours.
PATH=$(dirname "$python"):$PATH
export PATH PYTHONNOUSERSITE=1 JUPYTER_PREFER_ENV_PATH=1
unset PYTHONHOME PYTHONPATH

# Authors turn a chapter into Markdown and back also while the library does not compile.
steps=
case $1 in author.py) steps=packages ;; esac
status=0
"$python" "$tools/setup.py" $steps || status=$?
if [ $status -eq 75 ]; then
  # The interpreter under the environment has been replaced by another release, so its packages are out of sight.
  rm -f "$mark"
  make_environment
  status=0
  "$python" "$tools/setup.py" $steps || status=$?
fi
[ $status -eq 0 ] || exit $status
if [ "$1" = setup ]; then
  # Whoever opens a chapter without `make lab` (Binder, VS Code) shall find copies to work on.
  "$python" "$tools/learner.py" copies
  say "everything is set up; \`make lab\` opens the laboratory"
  exit 0
fi
script=$1
shift
exec "$python" "$tools/$script" "$@"
