import type { PROJECT_ERROR_CODE, Wire } from '@tiepoint/protocol';
import { chinese } from './chinese.ts';
import { english } from './english.ts';

const languages = { en: english, zh: chinese, zh_cn: chinese, zh_tw: chinese } satisfies Record<
  Wire.LOCALE_TYPE,
  unknown
>;

/** What an error code means and what to do, in English where no language is asked for. */
export function explainErrorCode(
  code: PROJECT_ERROR_CODE,
  language?: Wire.LOCALE_TYPE | null,
): Wire.ErrorCodeInfo {
  return { code, ...languages[language ?? 'en'][code] };
}
