import type { IMAGE_WARNING } from '@tiepoint/protocol';
import type { Image } from '../images/image.ts';
import type { GraphqlNeeds } from './needs.ts';

/** The warnings of photos: once for all photos of a project that are asked about, not once a photo. */
export function warningLoaders({ projectWarnings }: Pick<GraphqlNeeds, 'projectWarnings'>) {
  return {
    ProjectImage: {
      warnings: async (queries: { obj: Image }[]) => {
        const projects = [...new Set(queries.map(({ obj }) => obj.projectId))];
        const known = await Promise.all(projects.map((project) => projectWarnings.of(project)));
        return queries.map(({ obj }) => known[projects.indexOf(obj.projectId)]?.get(obj.id) ?? []);
      },
    },
  };
}

/** Ids of the photos of a project that have a warning. */
export async function listWarned(
  { projectWarnings }: Pick<GraphqlNeeds, 'projectWarnings'>,
  projectId: string,
  warning: IMAGE_WARNING,
): Promise<string[]> {
  const byImage = [...(await projectWarnings.of(projectId))];
  return byImage.flatMap(([id, found]) => (found.some(({ code }) => code === warning) ? [id] : []));
}
