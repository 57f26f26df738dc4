/** For each face the views in which it is visible, as parallel arrays. */
export interface FaceViews {
  /** The candidates of face `f` are the entries `starts[f]` to `starts[f + 1]`, in the order of their views. */
  starts: Uint32Array;
  views: Uint16Array;
  /** How well the view shows the face: pixels of the photo per unit of the face's area, reduced near occluders. */
  qualities: Float32Array;
  /** The face's mean colour in the photo: red, green, blue. */
  colours: Uint8ClampedArray;
}

/** The faces that are visible in one view. */
export interface SeenFaces {
  faces: Uint32Array;
  qualities: Float32Array;
  colours: Uint8ClampedArray;
}

/** Regroups visible faces by face. Empties `seenByView` on the way, because there are a dozen entries per face. */
export function groupByFace(seenByView: SeenFaces[], faceCount: number): FaceViews {
  const starts = new Uint32Array(faceCount + 1);
  for (const { faces } of seenByView) for (const face of faces) starts[face + 1]!++;
  for (let face = 0; face < faceCount; face++) starts[face + 1]! += starts[face]!;
  const total = starts[faceCount]!;
  const grouped: FaceViews = {
    starts,
    views: new Uint16Array(total),
    qualities: new Float32Array(total),
    colours: new Uint8ClampedArray(3 * total),
  };
  const next = starts.slice();
  for (let view = 0; ; view++) {
    const seen = seenByView.shift();
    if (!seen) return grouped;
    const { faces, qualities, colours } = seen;
    faces.forEach((face, i) => {
      const entry = next[face]!++;
      grouped.views[entry] = view;
      grouped.qualities[entry] = qualities[i]!;
      grouped.colours.set(colours.subarray(3 * i, 3 * i + 3), 3 * entry);
    });
  }
}
