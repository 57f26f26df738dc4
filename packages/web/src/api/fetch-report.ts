import type { Api } from '@tiepoint/client';
import type { ProjectReport } from '@tiepoint/protocol';

/** The report of a project, with its first photos. */
export type Report = Omit<ProjectReport, 'estimates' | 'coverage' | 'photos'> & {
  estimates: Omit<ProjectReport['estimates'][number], 'steps'>[];
  coverage: Omit<ProjectReport['coverage'], 'originLongitude' | 'originLatitude'>;
  photos: ReportedPhoto[];
};

/** A photo on the map. */
export type ReportedPhoto = Pick<
  ProjectReport['photos'][number],
  'id' | 'name' | 'camera' | 'group' | 'east' | 'north' | 'footprint'
>;

/** More dots would make the map unreadable; the figures are about all photos. */
const MAX_PHOTOS = 10_000;

const OPERATION = `query Report($id: ID!, $first: Int) {
  project(id: $id) {
    report {
      date gigaPixel photoCount
      states { state count }
      reasons { error warning count }
      cameras { make model serial lens focalLength focalLengthIn35mm digitalZoomRatio width height count }
      photos(first: $first) { id name camera group east north footprint }
      coverage { positioned heightSource height resolution area nadir oblique assumptions }
      overlap { rule pairCount pairs neighbours compared assumptions }
      groups { count photos { id name } }
      gaps { before { id name } after { id name } longitude latitude east north distance usual }
      estimates { quality seconds memory disk learntFrom }
      findings { code severity message count photos { id name } }
    }
  }
}`;

/** The report of a project; null when the user has none with this id. */
export async function fetchReport(
  { request }: Api,
  { id }: { id: string },
  signal?: AbortSignal,
): Promise<Report | null> {
  const { project } = await request<{ project: { report: Report } | null }>({
    document: OPERATION,
    variables: { id, first: MAX_PHOTOS },
    idempotent: true,
    signal,
  });
  return project?.report ?? null;
}
