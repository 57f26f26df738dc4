import type { GeographicPosition, Vector } from './local-frame.ts';

/** The axes of the finished model. In both, z is up. */
export type Frame =
  /** Metres east, north and up of the origin. */
  | { type: 'enu'; origin: GeographicPosition }
  /** Scale and heading are unknown. */
  | { type: 'local' };

/** A sparse model in short. */
export interface ModelSummary {
  cameras: { fileName: string; centre: Vector }[];
  points: number;
  /** Mean over the points, in pixels. */
  reprojectionError: number;
}

/** What the geometry worker can be asked to do, with all it must know. */
export interface GeometryTasks {
  /** Reads COLMAP's models and throws where one is damaged. */
  summarizeModels: { input: { folders: string[] }; output: ModelSummary[] };
  /** Writes the points and cameras that people can download. */
  exportSparseModel: {
    input: { modelFolder: string; pointsPath: string; camerasPath: string; frame: Frame };
    output: { points: number };
  };
  /** Chooses good points and gives them normals. */
  orientPoints: { input: { modelFolder: string; outputPath: string }; output: { points: number } };
  /** Trims the mesh to what the points carry, colours it from the photos and writes it as GLB. */
  textureMesh: {
    input: { modelFolder: string; photosFolder: string; meshPath: string; outputPath: string };
    output: { faces: number };
  };
}

/** The name of a task. */
export type GeometryTaskName = keyof GeometryTasks;

/** What the worker is started with. */
export type GeometryRequest = {
  [Name in GeometryTaskName]: { task: Name; input: GeometryTasks[Name]['input'] };
}[GeometryTaskName];

/** What the worker says. Tagged, because Node posts messages of its own on the same channel. */
export type GeometryMessage =
  | { from: 'geometry'; type: 'progress'; fraction: number }
  | { from: 'geometry'; type: 'result'; output: GeometryTasks[GeometryTaskName]['output'] }
  | { from: 'geometry'; type: 'error'; error: Error; code?: string };
