import type { IMAGE_WARNING } from '@tiepoint/protocol';
import type { ProjectWarnings } from '../../images/project-warnings.ts';
import type { Loaders } from '../api-module.ts';

interface Needs {
  projectWarnings: ProjectWarnings;
}

/** The warnings of photos: once for all photos of a project that are asked about, not once a photo. */
export function imageWarnings({ projectWarnings }: Needs): NonNullable<Loaders['ProjectImage']> {
  return {
    warnings: async (queries) => {
      const projects = [...new Set(queries.map(({ obj }) => obj.projectId))];
      const known = await Promise.all(projects.map((project) => projectWarnings.of(project)));
      return queries.map(({ obj }) => known[projects.indexOf(obj.projectId)]?.get(obj.id) ?? []);
    },
  };
}

/** Ids of the photos of a project that have a warning. */
export async function listWarned(
  { projectWarnings }: Needs,
  projectId: string,
  warning: IMAGE_WARNING,
): Promise<string[]> {
  const byImage = [...(await projectWarnings.of(projectId))];
  return byImage.flatMap(([id, found]) => (found.some(({ code }) => code === warning) ? [id] : []));
}
