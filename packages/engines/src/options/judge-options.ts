import { judgeCoordinateSystem } from '../coordinates/judge-coordinate-system.ts';
import type { Engine, OptionProblem } from '../port/engine.ts';
import type { TaskOptions } from '../port/task-options.ts';

/** Below, photos lose what ties them together; above, no camera makes them. Pixels. */
const IMAGE_SIZES = { min: 500, max: 20_000 };
/** Fewer triangles show nothing; more are beyond what pages and tools can open. */
const FACE_COUNTS = { min: 1000, max: 20_000_000 };

/** The first option that can't be fulfilled, whatever the photos are; undefined where all can. */
export function judgeOptions(
  engines: ReadonlyMap<string, Pick<Engine, 'judgeOptions'>>,
  options: TaskOptions,
): OptionProblem | undefined {
  const engine = engines.get(options.engine);
  if (!engine) {
    const names = [...engines.keys()].join(', ');
    return {
      option: 'engine',
      message: `there is no engine called “${options.engine}” here: take ${names}.`,
    };
  }
  const coordinates = judgeCoordinateSystem(options.coordinateSystem);
  if (coordinates !== undefined) return { option: 'coordinateSystem', message: coordinates };
  return (
    judgeRange('maxImageSize', options.maxImageSize, IMAGE_SIZES, 'pixels') ??
    judgeRange('targetFaces', options.targetFaces, FACE_COUNTS, 'triangles') ??
    engine.judgeOptions(options)
  );
}

function judgeRange(
  option: 'maxImageSize' | 'targetFaces',
  value: number | null,
  { min, max }: { min: number; max: number },
  unit: string,
): OptionProblem | undefined {
  if (value === null || (value >= min && value <= max)) return undefined;
  const range = `${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  return { option, message: `${value.toLocaleString('en')} ${unit} can't be done: take ${range}.` };
}
