import type { Entry, LineParser, LineValues, MetaFileName, ParsedLine } from './entry.ts';
import { judgeLocalSpread } from './judge-local-spread.ts';
import { parseCamera } from './parse-camera.ts';
import { parseGroup } from './parse-group.ts';
import { createPoseParser } from './parse-pose.ts';
import { readLines, UnreadableText } from './read-lines.ts';

/** The entries of a file, and its mistakes in sentences with file and line. */
export interface ParsedFile<Value> {
  entries: Entry<Value>[];
  mistakes: string[];
}

/** More mistakes are most likely the same one throughout the file. */
const MAX_MISTAKES = 20;

/** How a kind of file is read. */
interface Format<Value> {
  createParser(): LineParser<Value>;
  /** What is wrong with all lines together, as a sentence. */
  judge?(entries: readonly Entry<Value>[]): string | undefined;
}

const formats: { [Name in MetaFileName]: Format<LineValues[Name]> } = {
  'pose.txt': { createParser: createPoseParser, judge: judgeLocalSpread },
  'camera.txt': { createParser: () => parseCamera },
  'group.txt': { createParser: () => parseGroup },
};

/**
 * Reads a meta file line by line. Empty lines and lines that begin with `#` are skipped. Stops at the twentieth
 * mistake.
 */
export async function parseMetaFile<Name extends MetaFileName>(
  name: Name,
  source: AsyncIterable<Uint8Array>,
): Promise<ParsedFile<LineValues[Name]>> {
  const { createParser, judge }: Format<LineValues[Name]> = formats[name];
  const parse = createParser();
  const file = new FileReading<LineValues[Name]>(name);
  try {
    let first = true;
    for await (const { number, text } of readLines(source)) {
      const content = text.trim();
      if (content === '' || content.startsWith('#')) continue;
      file.take(number, parse(content, first));
      first = false;
      if (file.mistakes.length >= MAX_MISTAKES) return file;
    }
    file.end(judge);
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    file.mistakes.push(`${name}, ${error.message}.`);
  }
  return file;
}

/** Collects the lines of one file; each name may occur once. */
class FileReading<Value> implements ParsedFile<Value> {
  readonly entries: Entry<Value>[] = [];
  readonly mistakes: string[] = [];
  readonly #file: MetaFileName;
  readonly #lineOf = new Map<string, number>();

  constructor(file: MetaFileName) {
    this.#file = file;
  }

  take(line: number, parsed: ParsedLine<Value>): void {
    if (!parsed) return;
    const mistake = 'mistake' in parsed ? parsed.mistake : this.#findDouble(parsed.name);
    if (mistake !== undefined) this.mistakes.push(`${this.#file}, line ${line}: ${mistake}.`);
    else if ('value' in parsed) this.#keep({ line, ...parsed });
  }

  end(judge: Format<Value>['judge']): void {
    if (this.mistakes.length > 0) return;
    const mistake = judge?.(this.entries);
    if (mistake !== undefined) this.mistakes.push(`${this.#file}: ${mistake}`);
    if (this.entries.length > 0) return;
    this.mistakes.push(`${this.#file} names no photo. Expected one photo per line.`);
  }

  #findDouble(name: string): string | undefined {
    const earlier = this.#lineOf.get(name);
    return earlier === undefined ? undefined : `${JSON.stringify(name)} is already on line ${earlier}`;
  }

  #keep(entry: Entry<Value>): void {
    this.#lineOf.set(entry.name, entry.line);
    this.entries.push(entry);
  }
}
