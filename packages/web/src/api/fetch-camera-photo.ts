import type { GraphQLClient } from './graphql-client.ts';

/** The photo that a camera of the model took. */
export type CameraPhoto = {
  /** The user's own name of it. */
  name: string;
  /** Pixels, as stored (before EXIF orientation); null until known. */
  width: number | null;
  height: number | null;
  exif: { make: string | null; model: string | null; takenAt: string | null; altitude: number | null } | null;
  /** Short-lived link to the photo itself. */
  url: string | null;
  /** Short-lived links to pictures of 256 and 1024 pixels. */
  thumbs: string[];
};

const operation = `query CameraPhoto($id: ID!, $filename: String!) {
  project(id: $id) {
    imageByFilename(filename: $filename) {
      name width height url thumbs
      exif { make model takenAt altitude }
    }
  }
}`;

/** The photo whose name in the bucket is `filename`, or null when the project has none. */
export async function fetchCameraPhoto(
  client: GraphQLClient,
  variables: { id: string; filename: string },
  signal?: AbortSignal,
): Promise<CameraPhoto | null> {
  const { project } = await client<{ project: { imageByFilename: CameraPhoto | null } | null }>(
    operation,
    variables,
    signal,
  );
  return project?.imageByFilename ?? null;
}
