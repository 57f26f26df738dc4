import type { Api } from '@tiepoint/client';
import type { IMAGE_ORDER, ProjectImage } from '@tiepoint/protocol';

/** A warning about a usable photo. */
export type PhotoWarning = Pick<ProjectImage['warnings'][number], 'code' | 'value' | 'message'>;

/** A photo in the grid. */
export type Photo = Pick<ProjectImage, 'id' | 'state' | 'name' | 'error' | 'thumbs'> & {
  warnings: PhotoWarning[];
};

/** The first photos of each kind, and the total counts. */
export interface PhotoList {
  totalCount: number;
  invalid: Photo[];
  ready: Photo[];
  waiting: Photo[];
}

export type { IMAGE_ORDER as PhotoOrder } from '@tiepoint/protocol';

interface Connection {
  edges: { node: Photo }[];
}
interface Data {
  project: { numImage: number; invalid: Connection; ready: Connection; waiting: Connection } | null;
}

const OPERATION = `query Photos($id: ID!, $first: Int, $order: IMAGE_ORDER) {
  project(id: $id) {
    numImage
    invalid: allImages(first: $first, filter: Invalid, order: $order) { edges { node { ...photo } } }
    ready: allImages(first: $first, filter: Ready, order: $order) { edges { node { ...photo } } }
    waiting: allImages(first: $first, filter: Pending, order: $order) { edges { node { ...photo } } }
  }
}
fragment photo on ProjectImage { id state name error thumbs warnings { code value message } }`;

/** At most `first` photos (up to 1000) of each kind; all empty when there is no such project. */
export async function fetchPhotos(
  { request }: Api,
  { id, first, order = 'Registered' }: { id: string; first: number; order?: IMAGE_ORDER },
  signal?: AbortSignal,
): Promise<PhotoList> {
  const { project } = await request<Data>({
    document: OPERATION,
    variables: { id, first, order },
    idempotent: true,
    signal,
  });
  return {
    totalCount: project?.numImage ?? 0,
    invalid: photosOf(project?.invalid),
    ready: photosOf(project?.ready),
    waiting: photosOf(project?.waiting),
  };
}

function photosOf(connection: Connection | undefined): Photo[] {
  return connection?.edges.map((edge) => edge.node) ?? [];
}
