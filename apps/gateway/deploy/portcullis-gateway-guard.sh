#!/bin/sh
# Removes every peer from the interface if the console has been silent for longer than the setting allows. It needs no
# agent, because a killed or frozen agent ends nobody's access. Run by portcullis-gateway-guard.timer.
set -eu

interface=${GATEWAY_INTERFACE:-portcullis0}
state=${GATEWAY_STATE:-/var/lib/portcullis-gateway}

# The agent's file: its modification time is that of the console's last message, its text the allowed silence in milliseconds.
# An empty text keeps everybody; without a readable file there was never an agent here.
is_too_old() {
  [ -e "$state/last-heard" ] || return 1
  allowed=$(cat "$state/last-heard")
  case $allowed in
    '' | *[!0-9]*) return 1 ;;
  esac
  age=$(($(date +%s) - $(stat -c %Y "$state/last-heard")))
  [ "$age" -gt $((allowed / 1000)) ]
}

wg show "$interface" peers >/dev/null 2>&1 || exit 0
[ -n "$(wg show "$interface" peers)" ] || exit 0
is_too_old || exit 0
# After a step of the clock, or the start of an agent, the console's next message arrives within seconds.
sleep "${GUARD_RECHECK_SECONDS:-5}"
is_too_old || exit 0

# Three arguments for each peer, so 300 peers in a command.
wg show "$interface" peers | sed 's/.*/peer & remove/' | xargs -r -n 900 wg set "$interface"
# The agent's routes to networks behind devices, marked by their protocol number. Without peers they lead nowhere, so a
# failure here is harmless.
for family in -4 -6; do
  ip "$family" route flush dev "$interface" proto 151 2>/dev/null || true
done
if [ -n "$(wg show "$interface" peers)" ]; then
  echo "<3>The console has been silent for $age s, and $interface still has peers." >&2
  exit 1
fi
echo "<4>The console has been silent for $age s, longer than the setting allows: every peer was removed from $interface." >&2
