#!/bin/bash
# proj4-list 1.0.4 (npm) with proj4 2.22.0, against PROJ 9.1.1's cs2cs (Debian 12, proj-bin), seen 2026-12-01.
#
# The list's definition of EPSG:3844 (Stereo 70, Romania's national system) has the three rotations of its +towgs84 with
# the signs of the other convention (coordinate frame instead of position vector). Nothing fails: points come out 38 m
# away. With the three signs turned the same program agrees with PROJ to the millimetre, so the numbers are right and
# only the convention is not.
# Expected: the place that PROJ gives for EPSG:3844.
#
# Output seen, for 46° N 25° E (easting, northing):
#   proj4-list:         500148.065 500005.075
#   rotations negated:  500120.367 500031.315
#   PROJ:               500120.367 500031.315
set -euo pipefail
command -v cs2cs >/dev/null || { echo 'This needs cs2cs: apt-get install -y proj-bin' >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund proj4@2.22.0 proj4-list@1.0.4
cat >show.cjs <<'JS'
const proj4 = require('proj4');
const [, listed] = require('proj4-list')['EPSG:3844'];
const negated = listed.replace(/(\+towgs84=(?:[^,]+,){3})([^,]+),([^,]+),([^,]+)/, (_, shift, ...turns) =>
  shift + turns.slice(0, 3).map((turn) => -turn).join(','));
const show = (name, definition) => {
  const [east, north] = proj4('WGS84', definition, [25, 46]);
  console.log(`${name} ${east.toFixed(3)} ${north.toFixed(3)}`);
};
show('proj4-list:        ', listed);
show('rotations negated: ', negated);
JS
seen=$(
  node show.cjs
  # EPSG's own axis order: northing first.
  echo '46 25' | cs2cs -f %.3f EPSG:4326 EPSG:3844 | awk '{ print "PROJ:               " $2 " " $1 }'
)
echo "$seen"
expected='proj4-list:         500148.065 500005.075
rotations negated:  500120.367 500031.315
PROJ:               500120.367 500031.315'
[ "$seen" = "$expected" ] || { echo 'It has changed.' >&2; exit 1; }
