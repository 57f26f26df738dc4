import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A page of documentation. */
export interface DocPage {
  /** Relative to the repository. */
  path: string;
  text: string;
}

/** A fenced block of code. */
export interface CodeBlock {
  language: string;
  code: string;
}

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const FENCE = /^ *```(\w*)\n([\s\S]*?)^ *```$/gm;

/** Every page: those beside this file, in `docs/`, and the README of each package. */
export function readDocPages(): DocPage[] {
  const paths = [
    ...list('.').filter((name) => name.endsWith('.md')),
    ...list('docs', true).filter((name) => name.endsWith('.md')),
    ...list('packages').map((name) => `packages/${name}/README.md`),
  ];
  return paths.flatMap((path) => readIfThere(path));
}

/** The file at a path relative to the repository; undefined where there is none. */
export function readFileAt(path: string): string | undefined {
  return readIfThere(path)[0]?.text;
}

/** Whether a file or folder is at this path, as a link on a page names it. */
export function existsFrom(page: DocPage, link: string): boolean {
  return existsSync(join(ROOT, dirname(page.path), link));
}

/** The blocks of code of a page. */
export function codeBlocks({ text }: DocPage): CodeBlock[] {
  return [...text.matchAll(FENCE)].map(([, language = '', code = '']) => ({ language, code }));
}

/** What a page sets in backticks within its sentences. */
export function inlineCode({ text }: DocPage): string[] {
  const prose = text.replace(FENCE, '');
  return [...prose.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replace(/\s+/g, ' '));
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf({ text }: DocPage): string[] {
  return [...text.replace(FENCE, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function readIfThere(path: string): DocPage[] {
  try {
    return [{ path, text: readFileSync(join(ROOT, path), 'utf8') }];
  } catch {
    return [];
  }
}

function list(folder: string, recursive = false): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive }).map((entry) =>
    join(entry.parentPath, entry.name).slice(ROOT.length),
  );
}
