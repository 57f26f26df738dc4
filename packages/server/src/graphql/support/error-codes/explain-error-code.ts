import type { PROJECT_ERROR_CODE, Wire } from '@tiepoint/protocol';
import { CHINESE } from './chinese.ts';
import { ENGLISH } from './english.ts';

const LANGUAGES = { en: ENGLISH, zh: CHINESE, zh_cn: CHINESE, zh_tw: CHINESE } satisfies Record<
  Wire.LOCALE_TYPE,
  unknown
>;

/** What an error code means and what to do, in English where no language is asked for. */
export function explainErrorCode(
  code: PROJECT_ERROR_CODE,
  language?: Wire.LOCALE_TYPE | null,
): Wire.ErrorCodeInfo {
  return { code, ...LANGUAGES[language ?? 'en'][code] };
}
