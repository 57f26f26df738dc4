import type { ProjectReportResolvers, ProjectResolvers, Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

const MAX_PHOTOS_AT_ONCE = 10_000;

/** What a project says of its report. */
export function projectReport({ projectReports }: GraphqlNeeds) {
  return {
    report: (project) => projectReports.of(project.id),
  } satisfies ProjectResolvers;
}

/** The fields of a report that are not in it as they are. */
export function reportResolvers(): Pick<Resolvers, 'ProjectReport'> {
  return {
    ProjectReport: {
      photos: ({ photos }, { first, skip }) => {
        const start = Math.max(0, skip ?? 0);
        return photos.slice(start, start + Math.min(Math.max(0, first ?? 1000), MAX_PHOTOS_AT_ONCE));
      },
    } satisfies ProjectReportResolvers,
  };
}
