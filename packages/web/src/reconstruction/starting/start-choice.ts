import type { ReconstructionOptions, StartAnswer, StartPolicy } from '@tiepoint/client';
import type { CAMERA_SHARING, MATCHER } from '@tiepoint/protocol';
import type { ImageState, Quality } from '../../api/fetch-project.ts';

/** When a reconstruction is to begin. */
export type StartTime = 'now' | 'settled' | 'share' | 'moment';

/** What somebody has chosen in the form; numbers and names as they were typed. */
export interface StartChoice {
  quality: Quality;
  /** Empty: the server's default. */
  engine: string;
  maxImageSize: string;
  matcher: MATCHER;
  cameraSharing: CAMERA_SHARING;
  /** An EPSG code with or without `EPSG:`; empty: local axes. */
  coordinateSystem: string;
  targetFaces: string;
  start: StartTime;
  minReadyPercent: string;
  /** As the browser's field for a moment says it: without a zone, in the reader's own. */
  startAt: string;
}

/** What to reconstruct and when: at once where `policy` is null. */
export interface StartRequest {
  options: ReconstructionOptions;
  policy: StartPolicy | null;
}

/** Why nothing was started, as a sentence, and which option or condition it is about. */
export type Refused = Pick<NonNullable<StartAnswer['error']>, 'message' | 'option'>;

/** What a part of the form is given: what is chosen, and how that is changed. */
export interface ChoiceProps {
  choice: StartChoice;
  onChange: (change: Partial<StartChoice>) => void;
  /** The option or condition that was refused. */
  refused: string | null;
}

/** What a form begins with: photos that are still on their way are waited for. */
export function firstChoice(counts: readonly { state: ImageState; count: number }[]): StartChoice {
  const onTheWay = counts.some(({ state, count }) => count > 0 && state !== 'Ready' && state !== 'Invalid');
  return {
    quality: 'standard',
    engine: '',
    maxImageSize: '',
    matcher: 'auto',
    cameraSharing: 'auto',
    coordinateSystem: '',
    targetFaces: '',
    start: onTheWay ? 'settled' : 'now',
    minReadyPercent: '90',
    startAt: '',
  };
}

/** What to ask the server for, or what can't be asked as it was typed. Whether it can be done is the server's to say. */
export function toStartRequest(
  choice: StartChoice,
): { request: StartRequest; problem?: never } | { request?: never; problem: Refused } {
  const numbers = { maxImageSize: 0, targetFaces: 0, minReadyPercent: 0 };
  for (const option of ['maxImageSize', 'targetFaces', 'minReadyPercent'] as const) {
    if (option === 'minReadyPercent' && choice.start !== 'share') continue;
    numbers[option] = toNumber(choice[option]);
    const whole = option === 'minReadyPercent' || Number.isInteger(numbers[option]);
    if (Number.isFinite(numbers[option]) && whole) continue;
    return {
      problem: { option, message: `“${choice[option]}” is no ${whole ? 'number' : 'whole number'}.` },
    };
  }
  if (choice.start === 'moment' && Number.isNaN(Date.parse(choice.startAt))) {
    return { problem: { option: 'startAt', message: 'Say on which day and at what time it is to begin.' } };
  }
  const { quality, engine, matcher, cameraSharing, coordinateSystem } = choice;
  const options = {
    quality,
    engine: engine || null,
    maxImageSize: choice.maxImageSize.trim() === '' ? null : numbers.maxImageSize,
    matcher,
    cameraSharing,
    coordinateSystem: toCoordinateSystem(coordinateSystem),
    targetFaces: choice.targetFaces.trim() === '' ? null : numbers.targetFaces,
  };
  return { request: { options, policy: toPolicy(choice, numbers.minReadyPercent) } };
}

/** 1,000,000 and 1 000 000 are numbers to people. */
function toNumber(text: string): number {
  return Number(text.replaceAll(/[\s,]/g, ''));
}

function toCoordinateSystem(text: string): string {
  const code = text.trim();
  if (code === '') return 'local';
  return /^\d+$/.test(code) ? `EPSG:${code}` : code;
}

function toPolicy({ start, startAt }: StartChoice, minReadyPercent: number): StartRequest['policy'] {
  if (start === 'now') return null;
  if (start === 'share') return { minReadyPercent };
  return start === 'moment' ? { startAt: new Date(startAt).toISOString() } : {};
}
