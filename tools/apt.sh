#!/usr/bin/env bash
# Install the named Debian packages where they are missing. Where that is not allowed, print the line and end with 1.
set -euo pipefail

missing=()
for package in "$@"; do
  case "$package" in
    # Another Python than the system's brings venv itself.
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null && continue ;;
  esac
  dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

line="apt-get install --yes --no-install-recommends ${missing[*]}"
command -v apt-get >/dev/null || { echo "missing: ${missing[*]} (install them with this system's package manager)"; exit 1; }
if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  echo "These packages are missing. Install them, then run make again:"
  echo "  sudo $line"
  exit 1
fi
echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# The list of packages may be old or empty; a failing update is judged by the install.
"${as_root[@]}" apt-get update -qq || true
"${as_root[@]}" $line -qq >/dev/null || { echo "could not install them; run:"; echo "  sudo $line"; exit 1; }
