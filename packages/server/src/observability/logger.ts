import { type Logger, pino } from 'pino';

export type { Logger };

/** Header names and fields that carry secrets; they never reach the log. */
const SECRET_PATHS = ['key', 'token', 'altitoken', 'secretAccessKey', '*.altitoken', '*.key', '*.token'];

/** Makes the one logger of a server: JSON lines into a file, or nowhere when `file` is left out. */
export function createLogger(options: { level: string; file?: string }): Logger {
  const settings = { level: options.level, redact: { paths: SECRET_PATHS, censor: '[secret]' } };
  if (!options.file) return pino({ ...settings, level: 'silent' });
  const file = pino.destination({ dest: options.file, mkdir: true, sync: false });
  // A log that can't be written (a full disk) must not end the server; lines are lost until there is room.
  file.on('error', () => {});
  return pino(settings, file);
}
