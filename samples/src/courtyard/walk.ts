import { type Geodetic, poseAt, subtract, type Vector3 } from '@tiepoint/scene';
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
/** The rest is taken from a mast that the walker carries. */
const SHARE_AT_EYE_HEIGHT = 0.64;
/** Both arcs run about this place before the house, from the west, where angles count from east. */
const ARC_MIDDLE = { x: 1, y: 6 };
const AT_EYE_HEIGHT = { radius: 12.3, height: 1.7, fromDegrees: 218, toDegrees: 306, aimHeight: 2.3 };
const FROM_MAST = { radius: 12.8, height: 6.2, fromDegrees: 214, toDegrees: 308, aimHeight: 1.2 };
/** Where the first and the last photo of an arc look: from the west toward the wing, from the east to the fence. */
const AIM = { from: [3.2, 4.2], to: [-2, 5.6] } as const;
const SECONDS_PER_PHOTO = 4;
const FIRST_PHOTO_AT = Date.UTC(2024, 6, 6, 13, 5, 40);

/** Plans a walk along an arc around the courtyard at eye height, and back with the camera on a mast. */
export function planWalk(settings: SurveySettings): Survey {
  const { seed, photos } = settings;
  const random = new Random(seed ^ 0x0a1c5);
  const low = Math.max(1, Math.round(photos * SHARE_AT_EYE_HEIGHT));
  const shots = Array.from({ length: photos }, (_, index): Shot => {
    const onMast = index >= low;
    const arc = onMast ? FROM_MAST : AT_EYE_HEIGHT;
    const [step, steps] = onMast ? [photos - 1 - index, photos - low] : [index, low];
    const along = steps > 1 ? step / (steps - 1) : 0.5;
    const turn = ((arc.fromDegrees + (arc.toDegrees - arc.fromDegrees) * along) * Math.PI) / 180;
    const radius = arc.radius + random.normal(0.35);
    const centre: Vector3 = [
      ARC_MIDDLE.x + radius * Math.cos(turn),
      ARC_MIDDLE.y + radius * Math.sin(turn),
      arc.height + random.normal(0.08),
    ];
    const aim: Vector3 = [
      AIM.from[0] + (AIM.to[0] - AIM.from[0]) * along + random.normal(0.6),
      AIM.from[1] + (AIM.to[1] - AIM.from[1]) * along,
      arc.aimHeight + random.normal(0.15),
    ];
    const lean = random.normal(0.02);
    return {
      name: `walk-${String(index + 1).padStart(4, '0')}.jpg`,
      ...poseAt(centre, lookAlong(subtract(aim, centre), [lean, 0, 1])),
      gps: measurePlace(centre, ORIGIN, random),
      takenAt: new Date(FIRST_PHOTO_AT + index * SECONDS_PER_PHOTO * 1000),
      exposure: 1 + random.normal(0.03),
    };
  });
  return { origin: ORIGIN, camera: cameraOf(settings), shots };
}
