import type { Projection, View } from '@tiepoint/scene';

/** The depth of the nearest surface at each pixel; Infinity where there is none. */
export interface DepthBuffer {
  width: number;
  height: number;
  depths: Float32Array;
}

/** Faces with a vertex at a smaller depth are behind the camera or in it, and are not drawn. */
const MIN_DEPTH = 1e-6;

/** Rasterises a mesh with projected vertices into the depth buffer of a view. */
export function drawDepthBuffer(view: View, projection: Projection, indices: Uint32Array): DepthBuffer {
  const { width, height } = view;
  const buffer = { width, height, depths: new Float32Array(width * height).fill(Infinity) };
  const projected = { projection, indices };
  for (let at = 0; at < indices.length; at += 3) drawFace(buffer, projected, at);
  return buffer;
}

function drawFace(
  { width, height, depths }: DepthBuffer,
  { projection: p, indices }: { projection: Projection; indices: Uint32Array },
  at: number,
): void {
  const a = 3 * indices[at]!;
  const b = 3 * indices[at + 1]!;
  const c = 3 * indices[at + 2]!;
  const za = p[a + 2]!;
  const zb = p[b + 2]!;
  const zc = p[c + 2]!;
  if (za < MIN_DEPTH || zb < MIN_DEPTH || zc < MIN_DEPTH) return;
  const [ax, ay, bx, by, cx, cy] = [p[a]!, p[a + 1]!, p[b]!, p[b + 1]!, p[c]!, p[c + 1]!];
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (area === 0) return;
  const firstX = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
  const lastX = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
  const firstY = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
  const lastY = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
  for (let row = firstY; row <= lastY; row++) {
    const y = row + 0.5;
    for (let column = firstX; column <= lastX; column++) {
      const x = column + 0.5;
      const wa = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
      const wb = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
      const wc = 1 - wa - wb;
      if (wa < 0 || wb < 0 || wc < 0) continue;
      const depth = 1 / (wa / za + wb / zb + wc / zc); // inverse depth is linear in the image
      const pixel = row * width + column;
      if (depth < depths[pixel]!) depths[pixel] = depth;
    }
  }
}

/** For each pixel the nearest depth within `radius` pixels: a dilation of occluders. */
export function growNearest({ width, height, depths }: DepthBuffer, radius: number): DepthBuffer {
  const rows = new Float32Array(depths.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const first = Math.max(0, column - radius);
      const last = Math.min(width - 1, column + radius);
      let nearest = Infinity;
      for (let i = first; i <= last; i++) nearest = Math.min(nearest, depths[row * width + i]!);
      rows[row * width + column] = nearest;
    }
  }
  const grown = new Float32Array(depths.length);
  for (let row = 0; row < height; row++) {
    const first = Math.max(0, row - radius);
    const last = Math.min(height - 1, row + radius);
    for (let column = 0; column < width; column++) {
      let nearest = Infinity;
      for (let i = first; i <= last; i++) nearest = Math.min(nearest, rows[i * width + column]!);
      grown[row * width + column] = nearest;
    }
  }
  return { width, height, depths: grown };
}
