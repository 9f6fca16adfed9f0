# What `run` runs, in this order: NAME:SECONDS is the function stage_NAME and the time that it may take,
# as long as all of them together take no more than the 45 minutes below. Each runs in a bash of its
# own, in the folder of the project, under `set -e`.

all_seconds=2700
stages=(
  packages:600
  publish:180
  test:1200
  test-slow:1500
  stranger:1200
  past:1200
)

# The web servers lie where a user's PATH may not lead.
export PATH="$PATH:/usr/sbin"

# Installs the Debian packages whose program is missing.
stage_packages() {
  local missing=() root=()
  need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
  need make make
  need git git
  need python3 python3
  need node nodejs
  need npm npm
  need chromium chromium
  # CKAN reads types of files with libmagic, which comes with this.
  need file file
  need java default-jre-headless
  need nginx nginx
  need apache2 apache2-bin
  need caddy caddy
  need faketime faketime
  need rsync rsync
  need curl curl
  # A client of the endpoint.
  need Rscript r-base-core
  need virtuoso-t virtuoso-opensource-7
  # Writes workbooks as LibreOffice does.
  need soffice libreoffice-calc-nogui
  local python
  for python in python3 /usr/bin/python3; do
    "$python" -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    echo "Nothing is missing."
    return
  fi
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Missing, and no sudo to install them: ${missing[*]}"; exit 1; }
    root=(sudo)
  fi
  echo "Installing ${missing[*]}"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null
}

# Publishes in a fresh clone, by way of the command that is given: nothing under git changes.
publish_anew() {
  local changed
  "$@" make publish
  changed=$("$@" git status --porcelain)
  [ -z "$changed" ] || { echo "After publishing, git status tells:"; echo "$changed"; exit 1; }
}

stage_publish() { publish_anew env; }

stage_test() { make test; }

stage_test_slow() { make test-slow; }

# Before a distance and a command: it runs on another day. Time passes as it does.
on_day=(faketime --exclude-monotonic -f)

# The tests that ask what day it is, compare times of files, or start programs as a user does: they may
# come out otherwise on another day or for another user. The others are given what they depend on.
elsewhere=(
  tests/test_{publish,init,identity_days,python_api,readme,project_setup,publish_when_saved}.py
  tests/test_{two_branches,output_is_refused,queries_walls,endpoint_walls,reading_csv}.py
)

# Sets `tests` to what is run elsewhere: all, where half as long again as the stage `test` took leaves
# five minutes, else those above.
choose_tests() {
  local needed=$((${test_seconds:-600} * 3 / 2 + 300))
  tests=()
  [ "${seconds_left:-$all_seconds}" -lt "$needed" ] || return 0
  echo "Less than $needed s are left: the tests that may come out otherwise, and no others."
  tests=("${elsewhere[@]}")
}

# On a day before the last commit, set up on the true one: that of the certificates of pip.
stage_past() {
  choose_tests
  make .venv/.dev
  "${on_day[@]}" -40d make pytest ARGS="${tests[*]}"
}

# What differs between machines and users, all at once: a fresh clone in « é è », Debian's Python, no
# locale, another time zone and day, and a user of few rights who shares no file and has hung up.
stage_stranger() {
  local folder
  choose_tests
  umask 077
  folder=$(mktemp -d)
  trap "rm -rf '$folder'" EXIT
  git clone --quiet --no-hardlinks . "$folder/é è"
  if [ -d ../shared ]; then ln -s "$(cd ../shared && pwd -P)" "$folder/shared"; fi
  mkdir "$folder/home"
  local stranger=(env --unset=LANG LC_ALL=C TZ=Pacific/Kiritimati HOME="$folder/home" nohup)
  if [ "$(id -u)" -eq 0 ]; then
    chown -R nobody: "$folder"
    stranger=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "${stranger[@]}")
  else
    echo "This user is an ordinary one already, and stays the one."
  fi
  cd "$folder/é è"
  "${stranger[@]}" make PYTHON=/usr/bin/python3 .venv/.dev
  publish_anew "${stranger[@]}" "${on_day[@]}" +411d
  "${stranger[@]}" "${on_day[@]}" +411d make test ARGS="${tests[*]}"
}
