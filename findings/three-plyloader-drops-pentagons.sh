#!/bin/bash
# three 0.187.0 (npm), its PLYLoader, seen 2026-12-01.
#
# Faces of a PLY with three corners are taken, those with four are cut in two, and those with five or more are left out
# without a warning: a mesh of a modelling program or a CAD export arrives with holes. A file of nothing but pentagons
# arrives as a point cloud: its geometry has no index at all.
# Expected: a fan or a triangulation (a pentagon is three triangles), or at least a warning.
#
# Output seen:
#   3 corners: 1 triangles
#   4 corners: 2 triangles
#   5 corners: no index
#   6 corners: no index
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund three@0.187.0
cat >show.mjs <<'JS'
import { PLYLoader } from 'three/addons/loaders/PLYLoader.js';

for (const corners of [3, 4, 5, 6]) {
  const indices = [...Array(corners).keys()];
  const points = indices.map((i) => [Math.cos((2 * Math.PI * i) / corners), Math.sin((2 * Math.PI * i) / corners), 0]);
  const ply = [
    'ply', 'format ascii 1.0',
    `element vertex ${corners}`, 'property float x', 'property float y', 'property float z',
    'element face 1', 'property list uchar int vertex_indices', 'end_header',
    ...points.map((point) => point.map((value) => value.toFixed(4)).join(' ')),
    `${corners} ${indices.join(' ')}`, '',
  ].join('\n');
  const { index } = new PLYLoader().parse(new TextEncoder().encode(ply).buffer);
  console.log(`${corners} corners: ${index ? `${index.count / 3} triangles` : 'no index'}`);
}
JS
seen=$(node show.mjs)
echo "$seen"
expected='3 corners: 1 triangles
4 corners: 2 triangles
5 corners: no index
6 corners: no index'
[ "$seen" = "$expected" ] || { echo 'It has changed.' >&2; exit 1; }
