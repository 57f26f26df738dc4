import type { ControlPoint } from '@tiepoint/engines';
import type { Generated, Selectable } from 'kysely';
import type { Json } from '../../database/database.ts';

declare module '../../database/database.ts' {
  interface Tables {
    alignmentPoints: AlignmentPointTable;
  }
}

/** Where a point lies in the world: WGS 84, or a frame of its owner's own. */
export type Place = ControlPoint['place'];

interface AlignmentPointTable {
  id: string;
  projectId: string;
  imageId: string;
  /** Rows of one name mark the same point, have the same place, and are checkpoints together or not at all. */
  name: string;
  /** Pixels of the photo as stored, from its upper left corner. */
  x: number;
  y: number;
  place: Json<Place>;
  checkpoint: Generated<boolean>;
  createdAt: Generated<Date>;
}

/** One mark: where one photo shows one point whose place in the world is known. */
export type AlignmentPoint = Selectable<AlignmentPointTable>;
