import type { UpAxis } from '../surface/part.ts';
import { type ImportedPart, type ImportLimits, toStored } from './imported-surface.ts';
import { bareName, type ModelFiles } from './model-files.ts';
import { type ObjModel, readObj } from './obj/read-obj.ts';
import type { FormatFile } from './recognise-files.ts';
import { hasFaces, plyPoints, readPlySurface } from './scans/import-ply.ts';
import { lasPoints } from './scans/las-points.ts';
import { gatherPoints, type PointSet, type PointSource } from './scans/point-source.ts';

/** The contents of the files, in their own coordinates: a surface, or points where there is none. */
export type GatheredModel =
  | { parts: ImportedPart[]; points?: undefined }
  | { parts?: undefined; points: PointSet; pointsUpAxis: UpAxis };

/** Options of reading a model. */
export interface GatherOptions {
  files: ModelFiles;
  upAxis: UpAxis;
  limits: ImportLimits;
  /** Called for a file that another one refers to and that was not uploaded. */
  onMissing: (name: string) => void;
}

/** The surface of OBJ files, which are one model; their points where they have no faces. Throws an ImportFault. */
export function gatherObjs(objs: readonly FormatFile[], options: GatherOptions): GatheredModel {
  const parts: ImportedPart[] = [];
  const vertices: ObjModel['vertices'][] = [];
  let { limits } = options;
  for (const obj of objs) {
    const model = readObj(
      { files: options.files, ...obj },
      { limits, onMissing: (name) => options.onMissing(bareName(name)) },
    );
    parts.push(...model.parts);
    vertices.push(model.vertices);
    limits = without(limits, model.parts);
  }
  if (parts.length > 0) return { parts };
  const points = gatherPoints(vertices.map(pointsOf), options.limits.maxPoints);
  return { points, pointsUpAxis: options.upAxis };
}

/** The surfaces of PLY files; where none has faces, the points of all PLY and LAS files. Throws an ImportFault. */
export function gatherScans(scans: readonly FormatFile[], options: GatherOptions): GatheredModel {
  const surfaces = scans.filter(({ name, path, format }) => format === 'ply' && hasFaces(name, path));
  if (surfaces.length === 0) {
    const sources = scans.map(({ name, path, format }) =>
      format === 'las' ? lasPoints(name, path) : plyPoints(name, path),
    );
    const hasLas = scans.some(({ format }) => format === 'las');
    const points = gatherPoints(sources, options.limits.maxPoints);
    return { points, pointsUpAxis: hasLas ? 'z' : options.upAxis };
  }
  let { limits } = options;
  const parts = surfaces.map(({ name, path }) => {
    const part = readPlySurface(name, path, limits);
    limits = without(limits, [part]);
    return part;
  });
  return { parts };
}

function without(limits: ImportLimits, parts: readonly ImportedPart[]): ImportLimits {
  const triangles = parts.reduce((sum, { indices }) => sum + indices.length / 3, 0);
  return { ...limits, maxTriangles: limits.maxTriangles - triangles };
}

function pointsOf({ positions, colours }: ObjModel['vertices']): PointSource {
  return {
    count: positions.length / 3,
    read: (take) => {
      for (let at = 0; at < positions.length; at += 3) {
        const [red, green, blue] = [0, 1, 2].map((i) => (colours ? toStored(colours[at + i]!) : 255));
        take([positions[at]!, positions[at + 1]!, positions[at + 2]!], [red!, green!, blue!]);
      }
    },
  };
}
