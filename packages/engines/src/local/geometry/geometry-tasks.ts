import type { Vector3 } from '@tiepoint/scene';
import type { PackReport } from '@tiepoint/texture';
import type { ControlPoint } from '../../port/engine.ts';
import type { ControlFrame, ControlPointReport } from '../alignment/fit-to-points.ts';
import type { Frame } from '../alignment/frame.ts';

/** A sparse model in COLMAP's files, and the frame that it is to be in. */
export interface ModelSource {
  modelFolder: string;
  /** A model in the local frame lies anyhow in its files, and is turned upright when it is read. */
  frame: Frame;
}

/** A sparse model in short. */
export interface ModelSummary {
  cameras: { fileName: string; centre: Vector3 }[];
  points: number;
  /** Mean over the points. */
  reprojectionErrorPixels: number;
}

/** What the geometry thread can be asked to do. */
export interface GeometryTasks {
  /** Reads models as they are in their files; throws where one is damaged. */
  summarizeModels: { input: { folders: string[] }; output: ModelSummary[] };
  /** Writes a copy of the model moved onto its control points; or says why it can't be, to follow on a colon. */
  alignToPoints: {
    input: {
      modelFolder: string;
      outputFolder: string;
      controlPoints: ControlPoint[];
      /** What people call the photos. */
      photoNames: Map<string, string>;
    };
    output: { report: ControlPointReport; frame?: ControlFrame; problem?: string };
  };
  /** Writes the points and cameras that people can download. */
  exportSparseModel: {
    input: ModelSource & { pointsPath: string; camerasPath: string; photoNames: Map<string, string> };
    output: { points: number };
  };
  /** Chooses good points and gives them normals; writes nothing and tells 0 where these are too few for a surface. */
  orientPoints: { input: ModelSource & { outputPath: string }; output: { points: number } };
  /**
   * Puts dense points, which lie as the model does in its files, into the frame that it is to be in, without strays,
   * and lenient ones where there are no others; those in a projected frame go into a second file, because the surface
   * is still made without the projection.
   */
  turnDensePoints: {
    input: ModelSource & {
      inputPath: string;
      lenientPath?: string | undefined;
      outputPath: string;
      projectedPath: string;
    };
    output: { points: number };
  };
  /** Writes the dense points and, where there are none, good sparse ones: all in the model's frame, with normals. */
  completePoints: {
    input: ModelSource & { densePointsPath: string; outputPath: string };
    output: { points: number };
  };
  /**
   * Trims the mesh to what the points (the dense ones, where they are given) carry, simplifies it to about
   * `targetFaces` triangles where it has more, colours it from the photos and writes it as GLB, plain and packed for
   * browsers; a large one (by default, one that phones don't hold) as a tileset too, of so many `tiles`.
   */
  textureMesh: {
    input: ModelSource & {
      photosFolder: string;
      meshPath: string;
      densePointsPath: string | undefined;
      /** Where the photos' depth maps are, if there are any. */
      depthMapsFolder: string | undefined;
      targetFaces: number | undefined;
      outputPath: string;
      webOutputPath: string;
      tilesetPath: string;
      tilesetFaces: number | undefined;
    };
    output: { faces: number; tiles?: number };
  };
  /** Writes a coloured surface that another program has made of a model as GLB, plain and packed, in the model's frame. */
  packModel: {
    input: ModelSource & { texturedPath: string; outputPath: string; webOutputPath: string };
    output: PackReport;
  };
}
