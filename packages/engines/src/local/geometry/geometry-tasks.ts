import type { Vector3 } from '@tiepoint/scene';
import type { PackReport } from '@tiepoint/texture';
import type { ControlPoint } from '../../port/engine.ts';
import type { ControlFrame, ControlPointReport } from '../alignment/fit-to-control-points.ts';
import type { EnuFrame, Frame, OwnFrame } from '../alignment/frame.ts';
import type { PlacementReport } from '../placement/placement-report.ts';
import type { LocalPhoto } from '../workspaces/local-job.ts';

/** A sparse model in COLMAP's files, and the frame of the outputs. */
export interface ModelSource {
  modelFolder: string;
  /** A model in the local frame has any orientation in its files, and is turned upright when it is read. */
  frame: Frame;
}

/** The summary of a sparse model. */
export interface ModelSummary {
  cameras: { fileName: string; centre: Vector3 }[];
  points: number;
  /** Mean over the points. */
  reprojectionErrorPixels: number;
}

/** Tasks of the geometry thread. */
export interface GeometryTasks {
  /** Summarises models; throws if one is damaged. */
  summarizeModels: { input: { folders: string[] }; output: ModelSummary[] };
  /** Turns photos of a model from the level frame of their camera to as they are stored; returns how many it has. */
  turnPhotosBack: { input: { folder: string; fileNames: string[] }; output: { photos: number } };
  /** Writes a copy of the model, aligned to its control points; or returns the problem, as text to follow a colon. */
  alignToControlPoints: {
    input: {
      modelFolder: string;
      outputFolder: string;
      controlPoints: ControlPoint[];
      /** The users' names of the photos. */
      photoNames: Map<string, string>;
    };
    output: { report: ControlPointReport; frame?: ControlFrame; problem?: string };
  };
  /** Writes a copy of the model, placed by the positions of its photos, if they agree; the notes are for users. */
  alignToPositions: {
    input: { modelFolder: string; outputFolder: string; photos: LocalPhoto[] };
    output: { frame?: EnuFrame | OwnFrame; report?: PlacementReport; notes: string[] };
  };
  /** Exports the points and cameras for download. */
  exportSparseModel: {
    input: ModelSource & { pointsPath: string; camerasPath: string; photoNames: Map<string, string> };
    output: { points: number };
  };
  /** Filters the points and estimates normals; writes nothing and returns 0 if there are too few for a mesh. */
  orientPoints: { input: ModelSource & { outputPath: string }; output: { points: number } };
  /**
   * Transforms dense points from the frame of the model's files to that of the outputs, without outliers, and with
   * lenient ones in gaps. Points in a projected frame go into a second file, because the mesh is built before the
   * projection.
   */
  transformDensePoints: {
    input: ModelSource & {
      inputPath: string;
      lenientPath?: string | undefined;
      outputPath: string;
      projectedPath: string;
    };
    output: { points: number };
  };
  /** Writes the dense points, and sparse ones in their gaps: all in the model's frame, with normals. */
  fillDensePoints: {
    input: ModelSource & { densePointsPath: string; outputPath: string };
    output: { points: number };
  };
  /**
   * Trims the mesh to the points that support it (the dense ones, if given), simplifies it to about `targetFaces`
   * triangles if it has more, textures it and writes it as GLB, plain and packed for browsers; a large one (default:
   * too large for phones) as a tileset of `tiles` tiles too.
   */
  textureMesh: {
    input: ModelSource & {
      photosFolder: string;
      meshPath: string;
      densePointsPath: string | undefined;
      /** Depth maps of the photos, if there are any. */
      depthMapsFolder: string | undefined;
      targetFaces: number | undefined;
      outputPath: string;
      webOutputPath: string;
      tilesetPath: string;
      tilesetFaces: number | undefined;
    };
    output: { faces: number; tiles?: number };
  };
  /** Writes a textured mesh of another program as GLB, plain and packed, in the model's frame. */
  packModel: {
    input: ModelSource & { texturedPath: string; outputPath: string; webOutputPath: string };
    output: PackReport;
  };
}
