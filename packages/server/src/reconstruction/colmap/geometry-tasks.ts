import type { GeographicPosition, Vector } from './local-frame.ts';

/** The axes of the finished model. In both, z is up. */
export type Frame =
  /** Metres east, north and up of the origin. */
  | { type: 'enu'; origin: GeographicPosition }
  /** Scale and heading are unknown. */
  | { type: 'local' };

/** One of COLMAP's models, and the frame that it is to be in. */
export interface ModelSource {
  modelFolder: string;
  /** A model in the local frame lies anyhow in its files, and is turned upright when it is read. */
  frame: Frame;
}

/** A sparse model in short. */
export interface ModelSummary {
  cameras: { fileName: string; centre: Vector }[];
  points: number;
  /** Mean over the points. */
  reprojectionErrorPixels: number;
}

/** What the geometry thread can be asked to do. */
export interface GeometryTasks {
  /** Reads models as they are in their files; throws where one is damaged. */
  summarizeModels: { input: { folders: string[] }; output: ModelSummary[] };
  /** Writes the points and cameras that people can download. */
  exportSparseModel: {
    input: ModelSource & { pointsPath: string; camerasPath: string; photoNames: Map<string, string> };
    output: { points: number };
  };
  /** Chooses good points and gives them normals. */
  orientPoints: { input: ModelSource & { outputPath: string }; output: { points: number } };
  /** Trims the mesh to what the points carry, colours it from the photos and writes it as GLB. */
  textureMesh: {
    input: ModelSource & { photosFolder: string; meshPath: string; outputPath: string };
    output: { faces: number };
  };
}

/** The name of a task. */
export type GeometryTaskName = keyof GeometryTasks;

/** What the thread is told. Tagged, because Node posts messages of its own on the same channel. */
export type GeometryRequest = {
  [Name in GeometryTaskName]: { to: 'geometry'; id: number; task: Name; input: GeometryTasks[Name]['input'] };
}[GeometryTaskName];

/** What the thread says about the request of the same id. */
export type GeometryMessage = { from: 'geometry'; id: number } & (
  | { type: 'progress'; fraction: number }
  | { type: 'result'; output: GeometryTasks[GeometryTaskName]['output'] }
  | { type: 'error'; error: Error; code?: string }
);
