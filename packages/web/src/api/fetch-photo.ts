import type { Api } from '@tiepoint/client';
import type { Exif, ProjectImage } from '@tiepoint/protocol';
import type { PhotoWarning } from './fetch-photos.ts';

/** A photo with all its details. */
export type PhotoDetails = Pick<
  ProjectImage,
  'id' | 'name' | 'state' | 'error' | 'width' | 'height' | 'size' | 'url' | 'thumbs' | 'tiles'
> & {
  warnings: PhotoWarning[];
  exif: Pick<
    Exif,
    'make' | 'model' | 'takenAt' | 'focalLength' | 'latitude' | 'longitude' | 'altitude' | 'relativeAltitude'
  > | null;
};

const OPERATION = `query Photo($project: ID!, $id: ID!) {
  project(id: $project) {
    image(id: $id) {
      id name state error width height size url thumbs tiles
      warnings { code value message }
      exif { make model takenAt focalLength latitude longitude altitude relativeAltitude }
    }
  }
}`;

/** One photo of a project, or null when it has none with this id. */
export async function fetchPhoto(
  { request }: Api,
  variables: { project: string; id: string },
  signal?: AbortSignal,
): Promise<PhotoDetails | null> {
  const { project } = await request<{ project: { image: PhotoDetails | null } | null }>({
    document: OPERATION,
    variables,
    idempotent: true,
    signal,
  });
  return project?.image ?? null;
}
