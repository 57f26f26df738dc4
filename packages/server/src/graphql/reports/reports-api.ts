import type { Parts } from '../../parts.ts';
import type { ApiModule } from '../api-module.ts';

const MAX_PHOTOS_AT_ONCE = 10_000;

/** What the photos of a project promise. */
export function reportsApi({ projectReports }: Parts): ApiModule {
  return {
    resolvers: {
      Project: {
        report: (project) => projectReports.of(project.id),
      },
      ProjectReport: {
        photos: ({ photos }, { first, skip }) => {
          const start = Math.max(0, skip ?? 0);
          return photos.slice(start, start + Math.min(Math.max(0, first ?? 1000), MAX_PHOTOS_AT_ONCE));
        },
      },
    },
  };
}
