import { type Geodetic, pinholeOf, poseAt, type Vector3 } from '@tiepoint/scene';
import {
  cameraOf,
  lookAlong,
  measurePlace,
  type Shot,
  type Survey,
  type SurveySettings,
} from '../capture/survey.ts';
import { Random } from '../random/random.ts';

const ORIGIN: Geodetic = { latitude: 46.9712, longitude: 7.6584, altitude: 562 };
const ALTITUDE_METRES = 66;
const FORWARD_OVERLAP = 0.8;
const SIDE_OVERLAP = 0.67;
/** Outer lines look this far inward, so that walls are seen and the focal length is observable. */
const INWARD_TILT_DEGREES = 12;
const TILT_NOISE_DEGREES = 1.8;
const SECONDS_PER_PHOTO = 3;
const FIRST_PHOTO_AT = Date.UTC(2024, 6, 6, 14, 32, 8);

/** Plans a serpentine flight in parallel north-south lines over the origin, looking down. */
export function planFlight(settings: SurveySettings): Survey {
  const { seed, photos, width, height } = settings;
  const random = new Random(seed ^ 0x0f11947);
  const camera = cameraOf(settings);
  const { fx, fy } = pinholeOf(camera);
  const alongMetres = (height / fy) * ALTITUDE_METRES * (1 - FORWARD_OVERLAP);
  const acrossMetres = (width / fx) * ALTITUDE_METRES * (1 - SIDE_OVERLAP);
  const lines = Math.max(1, Math.round(Math.sqrt((photos * 2) / 3)));
  const perLine = Math.ceil(photos / lines);
  const shots = Array.from({ length: photos }, (_, index): Shot => {
    const line = Math.floor(index / perLine);
    const step = index % perLine;
    const northward = line % 2 === 0;
    const offset = (step - (perLine - 1) / 2) * alongMetres;
    const centre: Vector3 = [
      (line - (lines - 1) / 2) * acrossMetres + random.normal(0.6),
      (northward ? offset : -offset) + random.normal(0.6),
      ALTITUDE_METRES + random.normal(0.7),
    ];
    const inward = lines === 1 ? 0 : line === 0 ? 1 : line === lines - 1 ? -1 : 0;
    const rotation = lookDown({
      headingDegrees: (northward ? 0 : 180) + random.normal(2.5),
      eastTiltDegrees: inward * INWARD_TILT_DEGREES + random.normal(TILT_NOISE_DEGREES),
      northTiltDegrees: random.normal(TILT_NOISE_DEGREES),
    });
    return {
      name: `flight-${String(index + 1).padStart(4, '0')}.jpg`,
      ...poseAt(centre, rotation),
      gps: measurePlace(centre, ORIGIN, random),
      takenAt: new Date(FIRST_PHOTO_AT + index * SECONDS_PER_PHOTO * 1000),
      exposure: 1 + random.normal(0.03),
    };
  });
  return { origin: ORIGIN, camera, shots };
}

/** The rotation, camera from world, of one that looks down, tilted toward east and north, the picture's top toward a heading. */
function lookDown(aim: { headingDegrees: number; eastTiltDegrees: number; northTiltDegrees: number }) {
  const heading = (aim.headingDegrees * Math.PI) / 180;
  return lookAlong(
    [Math.tan((aim.eastTiltDegrees * Math.PI) / 180), Math.tan((aim.northTiltDegrees * Math.PI) / 180), -1],
    [Math.sin(heading), Math.cos(heading), 0],
  );
}
