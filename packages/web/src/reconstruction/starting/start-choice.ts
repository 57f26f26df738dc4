import type { ReconstructionOptions, StartAnswer, StartPolicy } from '@tiepoint/client';
import type { ALTITUDE_REFERENCE, CAMERA_SHARING, MATCHER } from '@tiepoint/protocol';
import type { ImageState, Quality } from '../../api/fetch-project.ts';

/** When to start a reconstruction. */
export type StartTime = 'now' | 'settled' | 'share' | 'moment';

/** The choices in the form; numbers and names as typed. */
export interface StartChoice {
  quality: Quality;
  /** Empty: the server's default. */
  engine: string;
  maxImageSize: string;
  matcher: MATCHER;
  cameraSharing: CAMERA_SHARING;
  /** A code, for EPSG also without `EPSG:`, a PROJ string or WKT; empty: local axes. */
  coordinateSystem: string;
  /** Empty: what the photos state. */
  altitudesAbove: ALTITUDE_REFERENCE | '';
  targetFaces: string;
  start: StartTime;
  minReadyPercent: string;
  /** In the format of the browser's datetime field: local time without a time zone. */
  startAt: string;
}

/** What to reconstruct and when: at once if `policy` is null. */
export interface StartRequest {
  options: ReconstructionOptions;
  policy: StartPolicy | null;
}

/** Why nothing was started, as a sentence, and the option or condition concerned. */
export type Refused = Pick<NonNullable<StartAnswer['error']>, 'message' | 'option'>;

/** Props of a part of the form: the choices, and how to change them. */
export interface ChoiceProps {
  choice: StartChoice;
  onChange: (change: Partial<StartChoice>) => void;
  /** The refused option or condition. */
  refused: string | null;
}

/** The initial choices: wait if photos are still pending. */
export function firstChoice(counts: readonly { state: ImageState; count: number }[]): StartChoice {
  const onTheWay = counts.some(({ state, count }) => count > 0 && state !== 'Ready' && state !== 'Invalid');
  return {
    quality: 'standard',
    engine: '',
    maxImageSize: '',
    matcher: 'auto',
    cameraSharing: 'auto',
    coordinateSystem: '',
    altitudesAbove: '',
    targetFaces: '',
    start: onTheWay ? 'settled' : 'now',
    minReadyPercent: '90',
    startAt: '',
  };
}

/** The request to the server, or what is invalid in the input. The server decides whether it can be done. */
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
      problem: { option, message: `“${choice[option]}” is not a ${whole ? 'number' : 'whole number'}.` },
    };
  }
  if (choice.start === 'moment' && Number.isNaN(Date.parse(choice.startAt))) {
    return { problem: { option: 'startAt', message: 'Enter the day and the time of the start.' } };
  }
  const { quality, engine, matcher, cameraSharing, coordinateSystem } = choice;
  const options = {
    quality,
    engine: engine || null,
    maxImageSize: choice.maxImageSize.trim() === '' ? null : numbers.maxImageSize,
    matcher,
    cameraSharing,
    coordinateSystem: toCoordinateSystem(coordinateSystem),
    altitudesAbove: choice.altitudesAbove || null,
    targetFaces: choice.targetFaces.trim() === '' ? null : numbers.targetFaces,
  };
  return { request: { options, policy: toPolicy(choice, numbers.minReadyPercent) } };
}

/** 1,000,000 and 1 000 000 are accepted as well. */
function toNumber(text: string): number {
  return Number(text.replaceAll(/[\s,]/g, ''));
}

function toCoordinateSystem(text: string): string {
  const code = text.trim();
  if (code === '') return 'local';
  return /^\d+(\+\d+)?$/.test(code) ? `EPSG:${code}` : code;
}

function toPolicy({ start, startAt }: StartChoice, minReadyPercent: number): StartRequest['policy'] {
  if (start === 'now') return null;
  if (start === 'share') return { minReadyPercent };
  return start === 'moment' ? { startAt: new Date(startAt).toISOString() } : {};
}
