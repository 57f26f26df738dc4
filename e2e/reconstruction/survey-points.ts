import { type LandscapeTruth, surfaceHeight } from '@tiepoint/samples';
import { type Geodetic, geodeticFromEnu, projectPoint } from '@tiepoint/scene';

/** A point on the ground of the sample scene, as a surveyor and somebody who marks it in the photos would tell it. */
export interface SurveyPoint {
  name: string;
  checkpoint: boolean;
  place: Geodetic;
  /** `photo` is the scene's own name. */
  marks: { photo: string; x: number; y: number }[];
}

/** Where they lie in the mapped rectangle, as shares of its sides: corners and centre to fit to, two others to check by. */
const PLACES = [
  { name: 'South-west', across: 0.1, along: 0.1, checkpoint: false },
  { name: 'South-east', across: 0.9, along: 0.1, checkpoint: false },
  { name: 'North-west', across: 0.1, along: 0.9, checkpoint: false },
  { name: 'North-east', across: 0.9, along: 0.9, checkpoint: false },
  { name: 'Centre', across: 0.5, along: 0.5, checkpoint: false },
  { name: 'West', across: 0.25, along: 0.6, checkpoint: true },
  { name: 'East', across: 0.75, along: 0.4, checkpoint: true },
];
/** Nobody marks a point on the very edge of a photo. */
const MARGIN_PIXELS = 20;

/** Control points and checkpoints of a sample scene, with marks wherever a photo reaches that far. */
export function surveyPoints(truth: LandscapeTruth): SurveyPoint[] {
  const { minX, maxX, minY, maxY } = truth.mappedArea;
  return PLACES.map(({ name, across, along, checkpoint }) => {
    const x = minX + across * (maxX - minX);
    const y = minY + along * (maxY - minY);
    const at: [number, number, number] = [x, y, surfaceHeight(truth, x, y)];
    const marks = truth.cameras.flatMap((camera) => {
      const mark = projectPoint(truth.camera, camera, at);
      return mark && isInside(truth, mark) ? [{ photo: camera.name, x: mark.x, y: mark.y }] : [];
    });
    return { name, checkpoint, place: geodeticFromEnu(at, truth.origin), marks };
  });
}

function isInside(
  { camera: { width, height } }: LandscapeTruth,
  { x, y }: { x: number; y: number },
): boolean {
  const within = (value: number, size: number) => value > MARGIN_PIXELS && value < size - MARGIN_PIXELS;
  return within(x, width) && within(y, height);
}
