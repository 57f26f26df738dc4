import { countImages, firstReadyImages } from '../images/find-images.ts';
import { findImportFailures } from '../models/find-imports.ts';
import type { Project } from '../projects/project.ts';
import { newestTasks } from '../reconstruction/tasks/list-tasks.ts';
import type { RequestContext } from './context.ts';
import { importLoaders } from './model-resolvers.ts';
import type { GraphqlNeeds } from './needs.ts';

type Queries = { obj: Project }[];

const COVER_PIXELS = 256;

/** Fields that a list shows of every project: one query each for the whole list, not one a project. */
export function projectLoaders(needs: GraphqlNeeds) {
  const countsOf = async (queries: Queries) => {
    const counts = await countImages(needs.database, ids(queries));
    return queries.map(({ obj }) => counts.filter((count) => count.projectId === obj.id));
  };
  return {
    Project: {
      ...importLoaders(needs),
      numImage: async (queries: Queries) =>
        (await countsOf(queries)).map((counts) => counts.reduce((sum, { count }) => sum + count, 0)),
      imageCounts: async (queries: Queries) =>
        (await countsOf(queries)).map((counts) => counts.map(({ state, count }) => ({ state, count }))),
      gigaPixel: async (queries: Queries) =>
        (await countsOf(queries)).map(
          (counts) => counts.find(({ state }) => state === 'Ready')?.gigaPixel ?? 0,
        ),
      taskState: async (queries: Queries) => {
        const tasks = await newestTasks(needs.database, ids(queries));
        return queries.map(({ obj }) => tasks.get(obj.id)?.state ?? null);
      },
      error: async (queries: Queries) => {
        const tasks = await newestTasks(needs.database, ids(queries));
        const failures = await findImportFailures(needs.database, ids(queries));
        return queries.map(({ obj }) => tasks.get(obj.id)?.error ?? failures.get(obj.id) ?? null);
      },
      errorCode: async (queries: Queries) => {
        const tasks = await newestTasks(needs.database, ids(queries));
        const failures = await findImportFailures(needs.database, ids(queries));
        const codeOf = (id: string) => tasks.get(id)?.errorCode ?? (failures.has(id) ? 'ImportFailed' : null);
        return queries.map(({ obj }) => codeOf(obj.id));
      },
      cover: async (queries: Queries, { origin }: RequestContext) => {
        const images = await firstReadyImages(needs.database, ids(queries));
        return queries.map(({ obj }) => {
          const image = images.find(({ projectId }) => projectId === obj.id);
          if (!image) return null;
          return origin + needs.photoLinks.thumbnail({ ...image, ownerId: obj.ownerId }, COVER_PIXELS);
        });
      },
    },
  };
}

function ids(queries: Queries): string[] {
  return [...new Set(queries.map(({ obj }) => obj.id))];
}
