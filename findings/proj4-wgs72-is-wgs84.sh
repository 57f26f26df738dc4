#!/bin/bash
# proj4 2.22.0 (npm), against PROJ 9.1.1's cs2cs (Debian 12, proj-bin), seen 2026-12-01.
#
# A definition with +ellps=WGS72 is computed on the ellipsoid of WGS 84: no error, no warning, no difference between the
# two in any digit. In UTM at 50° north the northing is 1.51 m off; every system of EPSG that is based on WGS 72 has it.
# Expected: WGS 72 has its own semi-major axis (6378135 m, not 6378137 m), which PROJ uses.
#
# Output seen:
#   proj4, WGS72: 535759.076 5549868.957
#   proj4, WGS84: 535759.076 5549868.957
#   PROJ,  WGS72: 535759.064 5549867.451
#   PROJ,  WGS84: 535759.076 5549868.957
set -euo pipefail
command -v cs2cs >/dev/null || { echo 'This needs cs2cs: apt-get install -y proj-bin' >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund proj4@2.22.0
cat >show.cjs <<'JS'
const proj4 = require('proj4');
for (const ellipsoid of ['WGS72', 'WGS84']) {
  const [from, to] = ['longlat', 'utm +zone=33'].map((kind) => `+proj=${kind} +ellps=${ellipsoid} +no_defs`);
  const [east, north] = proj4(from, to, [15.5, 50.1]);
  console.log(`proj4, ${ellipsoid}: ${east.toFixed(3)} ${north.toFixed(3)}`);
}
JS
seen=$(
  node show.cjs
  for ellipsoid in WGS72 WGS84; do
    echo '15.5 50.1' | cs2cs -f %.3f "+proj=longlat" "+ellps=$ellipsoid" +to "+proj=utm" +zone=33 "+ellps=$ellipsoid" |
      awk -v name="$ellipsoid" '{ print "PROJ,  " name ": " $1 " " $2 }'
  done
)
echo "$seen"
expected='proj4, WGS72: 535759.076 5549868.957
proj4, WGS84: 535759.076 5549868.957
PROJ,  WGS72: 535759.064 5549867.451
PROJ,  WGS84: 535759.076 5549868.957'
[ "$seen" = "$expected" ] || { echo 'It has changed.' >&2; exit 1; }
