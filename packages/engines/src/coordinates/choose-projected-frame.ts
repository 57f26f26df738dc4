import { type Geodetic, geodeticFromEnu, subtract, type Vector3 } from '@tiepoint/scene';
import { findWay, listMissingGrids, type Way } from './find-way.ts';
import { type Box, fitMap } from './fitting/fit-map.ts';
import { titleOf } from './judge-coordinate-system.ts';
import { nameHeights } from './name-heights.ts';
import { isInside } from './proj/choose-operation.ts';
import type { HeightSource, KnownSystem, Proj } from './proj/proj.ts';
import type { Operation } from './proj/read-operations.ts';
import type { ProjectedFrame } from './projected-frame.ts';

/** Where a georeferenced model lies. */
export interface ModelPlace {
  origin: Geodetic;
  /** The model, in metres east, north and up of the origin. */
  box: Box;
  /** What its altitudes are above; undefined where that is not known. */
  heightsAbove: HeightSource | undefined;
}

/** A projected frame with notes for users; without a frame, the notes say why. */
export interface FrameChoice {
  frame?: ProjectedFrame;
  notes: string[];
}

/** A regional system whose scale factor differs more from 1 is outside of its area of use. */
const MAX_SCALE_ERROR = 0.1;
/** From this difference on, users are told. */
const NOTABLE_SCALE_ERROR = 0.01;
/** How well the fitted map is to agree with PROJ, and how badly it may where a grid has steps. */
const TOLERANCE_METRES = 0.0005;
const MAX_ERROR_METRES = 0.005;
/** PROJ itself tries no more operations at a place. */
const MAX_TRIES = 3;
/** Projections for the whole world, which stretch lengths for that. */
const WORLDWIDE = /\+proj=(web)?(merc|eqc|cea)\b/;

/** From metres east, north and up to the system's coordinates. */
interface Projection {
  project: (points: readonly Vector3[]) => Promise<Vector3[]>;
  /** Coordinates of the model's origin, and the scale factor there. */
  origin: Vector3;
  scale: number;
}

/** A point that the operation has no coordinates for. */
class OutOfReach extends Error {}

/**
 * The frame of a model in a projected system that can be used. An operation whose grid does not reach the model gives way
 * to the next one, as in PROJ itself.
 */
export async function chooseProjectedFrame(
  proj: Proj,
  system: KnownSystem,
  place: ModelPlace,
): Promise<FrameChoice> {
  const without: Operation[] = [];
  while (without.length < MAX_TRIES) {
    const search = { place: place.origin, heightsAbove: place.heightsAbove, without };
    const way = await findWay(proj, system, search);
    if (!way) break;
    try {
      const projection = await startProjection(proj, system, { place, way });
      if (Math.abs(projection.scale - 1) > MAX_SCALE_ERROR && !WORLDWIDE.test(way.operation.pipeline)) break;
      return await makeFrame(system, place, { way, ...projection });
    } catch (error) {
      if (!(error instanceof OutOfReach)) throw error;
      without.push(way.operation);
    }
  }
  return { notes: [await explainAbsence(proj, system, place)] };
}

async function explainAbsence(proj: Proj, system: KnownSystem, place: ModelPlace): Promise<string> {
  const title = titleOf(system);
  const local = 'it is in the local frame instead (metres east, north and up of its origin)';
  if (!isInside(system.areaBox, place.origin)) {
    return `The model is outside the area of use of ${title}: ${local}.`;
  }
  const grids = await listMissingGrids(proj, system, {
    place: place.origin,
    heightsAbove: place.heightsAbove,
  });
  const cure = grids.length > 0 ? ` without a grid that is not installed (${grids.join(', ')})` : '';
  return `PROJ ${system.version} knows no way to ${title} at the place of the model${cure}: ${local}.`;
}

async function makeFrame(
  system: KnownSystem,
  place: ModelPlace,
  { way, project, origin, scale }: Projection & { way: Way },
): Promise<FrameChoice> {
  const { unit = { name: 'metre', metres: 1 }, definition } = system;
  const offset: Vector3 = [Math.floor(origin[0]), Math.floor(origin[1]), Math.floor(origin[2])];
  const projectLess = async (points: readonly Vector3[]) =>
    (await project(points)).map((point) => subtract(point, offset));
  const map = await fitMap(projectLess, place.box, TOLERANCE_METRES / unit.metres);
  if (map.maxError * unit.metres > MAX_ERROR_METRES) {
    const step = `The operation to ${titleOf(system)} (“${way.operation.name}”) has steps inside the model`;
    return { notes: [`${step}: it is in the local frame instead.`] };
  }
  const { name, accuracyMetres } = way.operation;
  const own = way.keepsHeights ? undefined : system.vertical?.name;
  const heights = own ?? nameHeights(place.heightsAbove);
  const operation = { name, ...(accuracyMetres !== undefined && { accuracyMetres }) };
  const frame: ProjectedFrame = {
    ...{ type: 'projected', system: definition, origin: place.origin, offset, unit, heights, operation, map },
  };
  return { frame, notes: describeFrame(system, { place, way, scale, heights }) };
}

/** From metres east, north and up to the system's coordinates, in the order in which they mirror no model. */
async function startProjection(
  proj: Proj,
  { unit }: KnownSystem,
  { place, way }: { place: ModelPlace; way: Way },
): Promise<Projection> {
  const metres = unit?.metres ?? 1;
  const convert = async (points: readonly Vector3[]): Promise<Vector3[]> => {
    const places = points.map((point) => geodeticFromEnu(point, place.origin));
    const results = await proj.convert(
      way.operation.pipeline,
      places.map(({ latitude, longitude, altitude }) => [latitude, longitude, altitude]),
    );
    return results.map((result, index) => {
      if (!result) throw new OutOfReach();
      const [x, y, z] = result;
      return [x, y, way.keepsHeights ? places[index]!.altitude / metres : z];
    });
  };
  const [origin, east, north] = await convert([
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
  ]);
  if (!origin || !east || !north) throw new OutOfReach();
  const [a, b] = [east[0] - origin[0], east[1] - origin[1]];
  const [c, d] = [north[0] - origin[0], north[1] - origin[1]];
  const isMirrored = a * d - b * c < 0;
  const unmirror = ([x, y, z]: Vector3): Vector3 => (isMirrored ? [y, x, z] : [x, y, z]);
  return {
    project: async (points) => (await convert(points)).map(unmirror),
    origin: unmirror(origin),
    scale: metres * Math.sqrt(Math.hypot(a, b) * Math.hypot(c, d)),
  };
}

function describeFrame(
  system: KnownSystem,
  { place, way, scale, heights }: { place: ModelPlace; way: Way; scale: number; heights: string },
): string[] {
  const { operation, better, isInArea, keepsHeights } = way;
  const { accuracyMetres } = operation;
  const title = titleOf(system);
  const accuracy =
    accuracyMetres === undefined ? 'no stated accuracy' : `a stated accuracy of ${accuracyMetres} m`;
  const notes = [
    `Coordinates in ${title} are computed by PROJ ${system.version} (“${operation.name}”), with ${accuracy}.`,
  ];
  if (better) {
    const grids = better.missingGrids.length > 0 ? ` (${better.missingGrids.join(', ')})` : '';
    notes.push(
      `An accuracy of ${better.accuracyMetres} m needs a grid that is not installed${grids}: projsync gets it.`,
    );
  }
  if (!isInArea || !isInside(system.areaBox, place.origin)) {
    notes.push(`The model lies outside the area that ${title} is made for: check the choice of the system.`);
  }
  if (Math.abs(scale - 1) >= NOTABLE_SCALE_ERROR) {
    notes.push(
      `The scale factor of ${title} is ${scale.toFixed(3)} here: horizontal lengths are multiplied by it, heights are not.`,
    );
  }
  if (system.vertical && keepsHeights) {
    const why = place.heightsAbove
      ? 'PROJ has no grid here for the way to them'
      : 'it is not known what the altitudes are above';
    notes.push(`Heights are not those of ${title}, because ${why}: they are as the photos state them.`);
  } else notes.push(`Heights are above: ${heights}.`);
  return notes;
}
