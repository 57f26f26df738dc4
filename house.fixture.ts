import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A source file of the repository, and what it imports. */
export interface SourceFile {
  /** Relative to the repository. */
  path: string;
  text: string;
  /** Paths of the files that it imports by a relative name. */
  imports: string[];
  /** Workspace packages that it imports, by their short name. */
  packages: string[];
}

/** The checkout's top folder. */
export const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** Where a named function begins: declared, kept in a constant, or a method. */
const FUNCTION_HEAD =
  /(?:\bfunction\*? +(?<declared>\w+)|\bconst +(?<constant>\w+) *= *(?:async *)?|^ +(?:(?:static|async|override|private|get|set) +)*\*?(?<method>#?\w+))(?:<[^()]*?>)?\(/gm;
const NO_METHOD = /^(if|for|while|switch|catch|return|constructor)$/;

/** Every source file, generated ones too. */
export function readSourceFiles(): SourceFile[] {
  const folders = [
    ...list(join(ROOT, 'packages')).map((name) => join('packages', name, 'src')),
    'samples/src',
    'e2e',
    'bench',
  ];
  return folders
    .flatMap((folder) => walk(join(ROOT, folder)))
    .filter((path) => /\.tsx?$/.test(path) && !/\.d\.ts$/.test(path))
    .map(readSource);
}

/** Whether a machine has written it. */
export function isGenerated(path: string): boolean {
  return /generated\.ts$/.test(path);
}

/** Whether it is a test, or there for tests. */
export function isTest(path: string): boolean {
  return /\.(test|contract|fixture)\.tsx?$/.test(path);
}

/** The text without what is meant for people. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/**
 * Circles among what lies side by side in a folder, files and sub-folders: `a → b → a`. A sub-folder imports what any
 * file in it imports.
 */
export function findCircles(files: readonly SourceFile[]): { folder: string; circle: string[] }[] {
  const graphs = new Map<string, Map<string, Set<string>>>();
  for (const { path, imports } of files) {
    for (const to of imports) {
      const { folder, here, there } = splitAtFork(path, to);
      if (here === there) continue;
      const graph = graphs.get(folder) ?? new Map<string, Set<string>>();
      graphs.set(folder, graph.set(here, (graph.get(here) ?? new Set()).add(there)));
    }
  }
  return [...graphs].flatMap(([folder, graph]) => {
    const circle = findCircle(graph);
    return circle ? [{ folder, circle }] : [];
  });
}

/** The named functions of a file, with the number of their parameters. */
export function listFunctions(text: string): { name: string; parameters: number }[] {
  const code = withoutComments(text);
  return [...code.matchAll(FUNCTION_HEAD)].flatMap((head) => {
    const { declared, constant, method } = head.groups ?? {};
    const { count, rest } = readParameters(code.slice(head.index + head[0].length));
    if (constant && !/^(\s*:[^=;]*)?\s*=>/.test(rest)) return [];
    if (method && (NO_METHOD.test(method) || !/^(\s*:[^;=]*?)?\s*\{\n/.test(rest))) return [];
    return [{ name: declared ?? constant ?? method ?? '', parameters: count }];
  });
}

/** Whether it imports a module that Node alone has, or names one of its globals. */
export function importsNode(text: string): boolean {
  const code = withoutComments(text);
  const names = [...code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
    ([, name = '']) => name,
  );
  return names.some(isBuiltin) || /\b(Buffer|process|setImmediate|__dirname)\b(?=\s*[.(])/.test(code);
}

/** Functions of more than `mostLines`, declared at the left margin, up to the closing brace at the margin. */
export function listLongFunctions(file: SourceFile, mostLines: number): string[] {
  if (isTest(file.path)) return [];
  const lines = file.text.split('\n');
  return lines.flatMap((line, start) => {
    const name = /^(?:export )?(?:async )?function\*? ?(\w+)/.exec(line)?.[1];
    if (!name) return [];
    const length = lines.slice(start).indexOf('}') + 1;
    return length > mostLines ? [`${file.path}: ${name} has ${length} lines`] : [];
  });
}

/** How many parameters are in a list whose bracket is open, and what comes behind it. */
function readParameters(code: string): { count: number; rest: string } {
  let depth = 1;
  let commas = 0;
  let end = 0;
  for (; end < code.length && depth > 0; end++) {
    const character = code.charAt(end);
    if ('([{<'.includes(character)) depth++;
    // The arrow of a function's type closes nothing.
    else if (')]}'.includes(character) || (character === '>' && code[end - 1] !== '=')) depth--;
    else if (character === ',' && depth === 1 && !/^,\s*\)/.test(code.slice(end))) commas++;
  }
  const isEmpty = code.slice(0, end - 1).trim() === '';
  return { count: isEmpty ? 0 : commas + 1, rest: code.slice(end) };
}

/** The deepest folder that two files have in common, and where their ways part in it. */
function splitAtFork(from: string, to: string): { folder: string; here: string; there: string } {
  const [a, b] = [from.split('/'), to.split('/')];
  const fork = a.findIndex((part, depth) => part !== b[depth]);
  return { folder: a.slice(0, fork).join('/'), here: a[fork] ?? '', there: b[fork] ?? '' };
}

function findCircle(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const found = visit(next, [...trail, node]);
      if (found) return found;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const found = visit(node, []);
    if (found) return found;
  }
  return undefined;
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  // Only what remains at run time or type-checking: `import … from`, `export … from`, and side-effect imports.
  const specifiers = [...text.matchAll(/^(?:import|export)\b[^;'"]*?['"]([^'"]+)['"]/gm)].map(
    (match) => match[1] ?? '',
  );
  return {
    path: relative(ROOT, path),
    text,
    imports: specifiers
      .filter((name) => name.startsWith('.') && /\.tsx?$/.test(name))
      .map((name) => relative(ROOT, join(dirname(path), name))),
    packages: specifiers.flatMap((name) => /^@tiepoint\/([\w-]+)/.exec(name)?.[1] ?? []),
  };
}

function walk(folder: string): string[] {
  return list(folder, true).filter((path) => !path.includes('/dist/') && !path.includes('/node_modules/'));
}

function list(folder: string, recursive = false): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive });
    return recursive
      ? entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      : entries.map((entry) => entry.name);
  } catch {
    return [];
  }
}
