import type { ControlPoint } from '@tiepoint/engines';
import type { Generated, Selectable } from 'kysely';
import type { Json } from '../../database/database.ts';

declare module '../../database/database.ts' {
  interface Tables {
    alignmentPoints: ControlPointObservationTable;
  }
}

/** Where a point lies in the world: WGS 84, or a frame of its owner's own. */
export type Place = ControlPoint['place'];

interface ControlPointObservationTable {
  id: string;
  projectId: string;
  imageId: string;
  /** Rows of one name observe the same point, have the same place, and are checkpoints together or not at all. */
  name: string;
  /** Pixels of the photo as stored, from its upper left corner. */
  x: number;
  y: number;
  place: Json<Place>;
  checkpoint: Generated<boolean>;
  createdAt: Generated<Date>;
}

/** The observation of a control point: where one photo shows it. On the wire and in the database it has Altizure's name. */
export type ControlPointObservation = Selectable<ControlPointObservationTable>;
