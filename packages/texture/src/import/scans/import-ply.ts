import { columnOf, type PlyElement, peekPlyHeader, readPly } from '@tiepoint/scene/files';
import { ImportFault } from '../import-fault.ts';
import { type ImportedPart, type ImportLimits, PLAIN_COLOUR, toLinear } from '../imported-surface.ts';
import { NumberList } from '../number-list.ts';
import type { PointSource } from './point-source.ts';

const WHITE = 255;

/** Whether the PLY has faces; otherwise it is a point cloud. Throws an ImportFault where it is not a PLY. */
export function hasFaces(name: string, path: string): boolean {
  return explained(name, () =>
    peekPlyHeader(path).elements.some((element) => element.name === 'face' && element.count > 0),
  );
}

/** The surface in a PLY, coloured by its vertices. Throws an ImportFault. */
export function readPlySurface(name: string, path: string, limits: ImportLimits): ImportedPart {
  let positions = new Float64Array();
  let colours: Float32Array | undefined;
  const indices = new NumberList((length) => new Uint32Array(length));
  explained(name, () =>
    readPly(path, (element) => {
      if (element.name === 'vertex') {
        assertFew(name, { count: element.count, most: limits.maxVertices, what: 'vertices' });
        positions = new Float64Array(3 * element.count);
        const columns = columnsOf(element);
        if (columns.colours) colours = new Float32Array(3 * element.count);
        return (scalars, _lists, vertex) => {
          for (let axis = 0; axis < 3; axis++) {
            positions[3 * vertex + axis] = scalars[columns.axes[axis]!]!;
            if (columns.colours && colours) {
              colours[3 * vertex + axis] = toLinear(scalars[columns.colours[axis]!]! / columns.fullColour);
            }
          }
        };
      }
      if (element.name !== 'face') return undefined;
      assertFew(name, { count: element.count, most: limits.maxTriangles, what: 'faces' });
      const column = columnOf(element, 'vertex_indices', 'vertex_index');
      if (column < 0) throw new Error('its faces refer to no vertices');
      return (_scalars, lists) => {
        const corners = lists[column] ?? [];
        for (let i = 2; i < corners.length; i++) indices.push(corners[0]!, corners[i - 1]!, corners[i]!);
        assertFew(name, { count: indices.length / 3, most: limits.maxTriangles, what: 'triangles' });
      };
    }),
  );
  assertSound(name, positions, indices.numbers);
  return {
    positions,
    indices: indices.numbers,
    ...(colours && { colours }),
    material: { colour: PLAIN_COLOUR },
  };
}

/** The points in a PLY. Throws an ImportFault, also while it is read. */
export function plyPoints(name: string, path: string): PointSource {
  const vertices = explained(name, () =>
    peekPlyHeader(path).elements.find((element) => element.name === 'vertex'),
  );
  if (!vertices) throw new ImportFault('Unreadable', `${name} has no vertices.`);
  return {
    count: vertices.count,
    read: (take) =>
      explained(name, () =>
        readPly(path, (element) => {
          if (element.name !== 'vertex') return undefined;
          const { axes, colours, fullColour } = columnsOf(element);
          const scale = 255 / fullColour;
          return (scalars) => {
            const [x, y, z] = axes.map((column) => scalars[column]!) as [number, number, number];
            const [red, green, blue] = (colours?.map((column) => scalars[column]! * scale) ?? [
              WHITE,
              WHITE,
              WHITE,
            ]) as [number, number, number];
            take([x, y, z], [red, green, blue]);
          };
        }),
      ),
  };
}

function columnsOf(element: PlyElement): { axes: number[]; colours: number[] | null; fullColour: number } {
  const axes = ['x', 'y', 'z'].map((axis) => columnOf(element, axis));
  if (axes.some((column) => column < 0)) throw new Error('its vertices have no x, y and z');
  const colours = ['red', 'green', 'blue'].map((name) => columnOf(element, name, `diffuse_${name}`));
  const { bytes = 1 } = element.properties[colours[0] ?? -1]?.scalar ?? {};
  // Floating point colours go from 0 to 1, others to the most that their type holds.
  const fullColour = { 1: 255, 2: 65_535 }[bytes] ?? 1;
  return { axes, colours: colours.every((column) => column >= 0) ? colours : null, fullColour };
}

function assertFew(name: string, { count, most, what }: { count: number; most: number; what: string }): void {
  if (count <= most) return;
  const message = `${name} has more than ${most.toLocaleString('en')} ${what}. Export the model with fewer.`;
  throw new ImportFault('TooLarge', message);
}

function assertSound(name: string, positions: Float64Array, indices: Uint32Array): void {
  if (!positions.every(Number.isFinite)) {
    throw new ImportFault(
      'Unreadable',
      `A vertex of ${name} has no finite position. Export the model again.`,
    );
  }
  const vertexCount = positions.length / 3;
  if (indices.some((vertex) => vertex >= vertexCount)) {
    throw new ImportFault(
      'Unreadable',
      `A face of ${name} refers to a vertex that is not there. Export it again.`,
    );
  }
}

function explained<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof ImportFault) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new ImportFault('Unreadable', `${name} can't be read as PLY: ${message}. Export it again.`, {
      cause: error,
    });
  }
}
