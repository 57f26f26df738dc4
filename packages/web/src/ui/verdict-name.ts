/** Abbreviations that codes write as words. */
const ABBREVIATIONS: Record<string, string> = { exif: 'EXIF', sha1: 'SHA-1' };

/** The short name of a verdict's code: `NoFocalLength` → `No focal length`. */
export function verdictName(code: string): string {
  const words = code.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  const [first = '', ...rest] = words.map((word) => ABBREVIATIONS[word] ?? word);
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ');
}
