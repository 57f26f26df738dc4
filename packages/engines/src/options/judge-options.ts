import type { Engine, OptionProblem } from '../port/engine.ts';
import type { TaskOptions } from '../port/task-options.ts';

/** Smaller photos lose their tie points; no camera takes larger ones. */
const IMAGE_SIZES = { min: 500, max: 20_000, unit: 'pixels' };
/** Fewer triangles show nothing; browsers and other programs can't open more. */
const FACE_COUNTS = { min: 1000, max: 20_000_000, unit: 'triangles' };

/** The first option that is not possible with any photos; undefined if there is none. */
export async function judgeOptions(
  engines: ReadonlyMap<string, Pick<Engine, 'judgeOptions'>>,
  options: TaskOptions,
): Promise<OptionProblem | undefined> {
  const engine = engines.get(options.engine);
  if (!engine) {
    const names = [...engines.keys()].join(', ');
    return {
      option: 'engine',
      message: `there is no engine “${options.engine}” here: choose ${names}.`,
    };
  }
  return (
    judgeRange('maxImageSize', options.maxImageSize, IMAGE_SIZES) ??
    judgeRange('targetFaces', options.targetFaces, FACE_COUNTS) ??
    (await engine.judgeOptions(options))
  );
}

function judgeRange(
  option: 'maxImageSize' | 'targetFaces',
  value: number | null,
  { min, max, unit }: typeof IMAGE_SIZES,
): OptionProblem | undefined {
  if (value === null || (value >= min && value <= max)) return undefined;
  const range = `${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  return { option, message: `${value.toLocaleString('en')} ${unit} are not possible: choose ${range}.` };
}
