import type { Api } from '@tiepoint/client';
import type { Exif, ProjectImage } from '@tiepoint/protocol';

/** The photo that a camera of the model took. */
export type CameraPhoto = Pick<ProjectImage, 'name' | 'width' | 'height' | 'url' | 'thumbs'> & {
  exif: Pick<Exif, 'make' | 'model' | 'takenAt' | 'altitude'> | null;
};

const OPERATION = `query CameraPhoto($id: ID!, $filename: String!) {
  project(id: $id) {
    imageByFilename(filename: $filename) {
      name width height url thumbs
      exif { make model takenAt altitude }
    }
  }
}`;

/** The photo whose name in the bucket is `filename`, or null when the project has none. */
export async function fetchCameraPhoto(
  { request }: Api,
  variables: { id: string; filename: string },
  signal?: AbortSignal,
): Promise<CameraPhoto | null> {
  const { project } = await request<{ project: { imageByFilename: CameraPhoto | null } | null }>({
    document: OPERATION,
    variables,
    idempotent: true,
    signal,
  });
  return project?.imageByFilename ?? null;
}
