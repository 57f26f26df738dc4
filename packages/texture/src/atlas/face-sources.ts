import type { View } from '@tiepoint/scene';
import type { Mesh } from '../mesh/mesh.ts';
import type { Blends } from '../seams/plan-blends.ts';
import type { ReadBalanced } from '../views/balance-photo.ts';

/** A mesh and the views that texture each face. */
export interface FaceSources {
  mesh: Mesh;
  /** The result of `faceAdjacency` for the mesh. */
  neighbours: Int32Array;
  /** The view of each face, or UNSEEN. */
  selectedViews: Int32Array;
  blends: Blends;
  views: View[];
  readPhoto: ReadBalanced;
}
