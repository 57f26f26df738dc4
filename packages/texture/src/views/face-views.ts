/** For each face the views that see it, as parallel arrays. */
export interface FaceViews {
  /** The candidates of face `f` are the entries `starts[f]` to `starts[f + 1]`, in the order of their views. */
  starts: Uint32Array;
  views: Uint16Array;
  /** How well the view shows the face: pixels of the photo per unit of the face's area, less near occluders. */
  qualities: Float32Array;
  /** The face's mean colour in the photo: red, green, blue, 0 to 255. */
  colors: Float32Array;
}

/** What one view sees. */
export interface SeenFaces {
  faces: Uint32Array;
  qualities: Float32Array;
  colors: Float32Array;
}

/** Regroups what each view sees by face. */
export function groupByFace(seenByView: SeenFaces[], faceCount: number): FaceViews {
  const starts = new Uint32Array(faceCount + 1);
  for (const { faces } of seenByView) for (const face of faces) starts[face + 1]!++;
  for (let face = 0; face < faceCount; face++) starts[face + 1]! += starts[face]!;
  const total = starts[faceCount]!;
  const grouped: FaceViews = {
    starts,
    views: new Uint16Array(total),
    qualities: new Float32Array(total),
    colors: new Float32Array(3 * total),
  };
  const next = starts.slice();
  seenByView.forEach(({ faces, qualities, colors }, view) => {
    faces.forEach((face, i) => {
      const entry = next[face]!++;
      grouped.views[entry] = view;
      grouped.qualities[entry] = qualities[i]!;
      grouped.colors.set(colors.subarray(3 * i, 3 * i + 3), 3 * entry);
    });
  });
  return grouped;
}

/** The candidates for which `keep` holds. */
export function keepCandidates(faceViews: FaceViews, keep: (entry: number) => boolean): FaceViews {
  const faceCount = faceViews.starts.length - 1;
  const starts = new Uint32Array(faceCount + 1);
  const kept = new Uint32Array(faceViews.views.length);
  let count = 0;
  for (let face = 0; face < faceCount; face++) {
    for (let entry = faceViews.starts[face]!; entry < faceViews.starts[face + 1]!; entry++) {
      if (keep(entry)) kept[count++] = entry;
    }
    starts[face + 1] = count;
  }
  const views = new Uint16Array(count);
  const qualities = new Float32Array(count);
  const colors = new Float32Array(3 * count);
  for (let i = 0; i < count; i++) {
    const entry = kept[i]!;
    views[i] = faceViews.views[entry]!;
    qualities[i] = faceViews.qualities[entry]!;
    for (let c = 0; c < 3; c++) colors[3 * i + c] = faceViews.colors[3 * entry + c]!;
  }
  return { starts, views, qualities, colors };
}
