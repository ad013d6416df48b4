#!/usr/bin/env bash
# The steps of action.yml: `install` beskplan into a folder of its own, or `check` plans with it.
# What a workflow gives stands in BESKPLAN_* variables; nothing of it is ever run.
set -euo pipefail

home=$RUNNER_TEMP/beskplan
refuse() {
  printf 'beskplan: %s\n' "$1" >&2
  exit 2
}

# The value of an input that is true or false.
is_true() {
  case $2 in
    true) return 0 ;;
    false) return 1 ;;
    *) refuse "the input $1 is true or false" ;;
  esac
}

# Codes and commas, so that nothing else reaches the command line.
codes() {
  [[ $2 =~ ^[A-Z0-9,\ ]*$ ]] || refuse "the input $1 is codes with commas between: BP2, BP201"
}

program() {
  if [[ -d $home/Scripts ]]; then
    printf '%s' "$home/Scripts/$1"
  else
    printf '%s' "$home/bin/$1"
  fi
}

install() {
  "$PYTHON" -m venv "$home"
  "$(program python)" -m pip install --quiet --disable-pip-version-check \
    --constraint "$GITHUB_ACTION_PATH/constraints.txt" "$GITHUB_ACTION_PATH"
}

check() {
  local options=() paths=() path
  codes select "$BESKPLAN_SELECT"
  codes ignore "$BESKPLAN_IGNORE"
  [[ -z $BESKPLAN_SELECT ]] || options+=("--select=$BESKPLAN_SELECT")
  [[ -z $BESKPLAN_IGNORE ]] || options+=("--ignore=$BESKPLAN_IGNORE")
  if is_true strict "$BESKPLAN_STRICT"; then options+=(--strict); fi
  while IFS= read -r path || [[ -n $path ]]; do
    path=${path%$'\r'}
    [[ -z $path ]] || paths+=("$path")
  done <<<"$BESKPLAN_PATHS"
  [[ ${#paths[@]} -gt 0 ]] || refuse "the input paths names no file or folder"
  if is_true upload-sarif "$BESKPLAN_SARIF"; then
    "$(program beskplan)" check --format=sarif --output="$RUNNER_TEMP/beskplan.sarif" \
      ${options[@]+"${options[@]}"} -- "${paths[@]}" || [[ $? -le 2 ]]
  fi
  "$(program beskplan)" check --format=github ${options[@]+"${options[@]}"} -- "${paths[@]}"
}

case ${1-} in
  install) install ;;
  check) check ;;
  *) refuse "name a step: install or check" ;;
esac
