import type { TaskOptions } from '../port/task-options.ts';
import { type ModelOrder, usablePhotosOf } from './model-order.ts';

/** What identifies a model: two models with the same recipe are the same. */
export interface MakingRecipe {
  options: TaskOptions;
  photos: { name: string; sha1: string }[];
  metaFiles: { name: string; sha1: string | null }[];
}

/** So many names are listed, more are counted. */
const MAX_NAMES = 5;

/** The recipe of an order. */
export function recipeOf(order: ModelOrder): MakingRecipe {
  const photos = usablePhotosOf(order).map(({ name, sha1 }) => ({ name, sha1 }));
  return { options: order.options, photos, metaFiles: [...order.metaFiles] };
}

/** The differences between two recipes, as parts of a sentence; empty if there are none. */
export function differencesBetween(there: MakingRecipe, wanted: MakingRecipe): string[] {
  return [
    ...optionDifferences(there.options, wanted.options),
    ...fileDifferences('photo', there.photos, wanted.photos),
    ...fileDifferences('file', there.metaFiles, wanted.metaFiles),
  ];
}

function optionDifferences(there: TaskOptions, wanted: TaskOptions): string[] {
  return (Object.keys(wanted) as (keyof TaskOptions)[])
    .filter((name) => (there[name] ?? null) !== (wanted[name] ?? null))
    .map((name) => `${name} was ${there[name] ?? 'not set'} and is ${wanted[name] ?? 'not set'} now`);
}

function fileDifferences(
  noun: string,
  there: Readonly<MakingRecipe['metaFiles']>,
  wanted: Readonly<MakingRecipe['metaFiles']>,
): string[] {
  const before = new Map(there.map(({ name, sha1 }) => [name, sha1]));
  const now = new Map(wanted.map(({ name, sha1 }) => [name, sha1]));
  const added = wanted.filter(({ name }) => !before.has(name));
  const gone = there.filter(({ name }) => !now.has(name));
  const changed = wanted.filter(({ name, sha1 }) => before.has(name) && before.get(name) !== sha1);
  return [
    describe(noun, added, 'new'),
    describe(noun, gone, 'no longer used'),
    describe(noun, changed, 'changed'),
  ].flat();
}

function describe(noun: string, files: readonly { name: string }[], what: string): string[] {
  if (files.length === 0) return [];
  const named = files.slice(0, MAX_NAMES).map(({ name }) => name);
  const more = files.length - named.length;
  const names = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  return [
    files.length === 1
      ? `the ${noun} ${names} is ${what}`
      : `${files.length} ${noun}s are ${what} (${names})`,
  ];
}
