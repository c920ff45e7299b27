#!/bin/sh
# What a program sees before, at and after the expiry. Run it with an emulator of its own:
#   warp-emu exec --environment one-policy.environment.yaml --surface close -- ./smoke.sh
set -eu

answers() { curl --silent --show-error --max-time 5 --output /dev/null https://wiki.corp.internal/ 2>/dev/null; }
fail() { echo "smoke: $1" >&2; exit 1; }

answers || fail 'the wiki does not answer while the session is fresh'

warp-emu clock to +168h >/dev/null
answers && fail 'the wiki answers although the session has expired'
warp-emu status | grep -q Connected || fail 'the client says something else than Connected'

warp-emu reauth --as alice@example.com >/dev/null
answers || fail 'the wiki does not answer after the sign-in'

echo 'smoke: fresh, expired and signed in again, as expected'
