import type { IMAGE_FILTER, IMAGE_ORDER, ProjectImage } from '@tiepoint/protocol';
import { answerEach } from './answer-each.ts';
import { ApiError } from './api-error.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import { connectionFields, type Page, readPage, type WireConnection } from './page.ts';

/**
 * An image with the fields that an upload needs.
 *
 * @example
 * ```ts
 * const { items } = await client.listImages({ projectId, filter: 'Invalid', first: 1000 });
 * for (const { name, error } of items) console.log(name, error?.join(' '));
 * ```
 */
export type ImageSummary = Pick<ProjectImage, 'id' | 'name' | 'state' | 'checksum' | 'error' | 'errorCodes'>;

/**
 * An image with the few fields that large batches request.
 *
 * @example
 * ```ts
 * const [image] = await client.hasImages(projectId, ['a9993e364706816aba3e25717850c26c9cd0d89d']);
 * console.log(image && 'state' in image ? image.state : 'It has to be uploaded.');
 * ```
 */
export type ImageMatch = Pick<ProjectImage, 'id' | 'state'>;

/**
 * Which images of a project to list.
 *
 * @example
 * ```ts
 * import type { ImageQuery } from '@tiepoint/client';
 *
 * const query: ImageQuery = { projectId, filter: 'Ready', first: 100 };
 * console.log((await client.listImages(query)).totalCount);
 * ```
 */
export interface ImageQuery {
  projectId: string;
  filter: IMAGE_FILTER;
  /** Default: in the order of their registration. */
  order?: IMAGE_ORDER;
  /** Images per page, at most 1000. */
  first: number;
  after?: string;
}

/** Calls about the images of a project. */
export function imageCalls(request: GraphqlRequest) {
  const list = async <Image>(fields: string, { projectId, ...rest }: ImageQuery, signal?: AbortSignal) => {
    const document = `query ($pid: ID!, $first: Int, $after: String, $filter: IMAGE_FILTER, $order: IMAGE_ORDER) {
      project(id: $pid) {
        allImages(first: $first, after: $after, filter: $filter, order: $order) ${connectionFields(fields)}
      }
    }`;
    interface Data {
      project: { allImages: WireConnection<Image> } | null;
    }
    const variables = { pid: projectId, ...rest };
    const { project } = await request<Data>({ document, variables, idempotent: true, signal });
    if (!project) throw new ApiError('NOT_FOUND', `There is no project ${projectId}.`);
    return readPage(project.allImages);
  };

  return {
    /**
     * For each SHA-1 (40 hexadecimal digits, at most 1000 of them), in order, the project's image with these bytes:
     * undefined if it has to be uploaded, an ApiError for an invalid checksum.
     */
    hasImages(
      projectId: string,
      checksums: readonly string[],
      signal?: AbortSignal,
    ): Promise<Array<ImageMatch | undefined | ApiError>> {
      const document = `mutation ($pid: ID!, $checksums: [String!]!) {
        hasImages(pid: $pid, checksums: $checksums) { id state }
      }`;
      interface Data {
        hasImages: Array<ImageMatch | null>;
      }
      return answerEach(checksums, async (asked) => {
        const variables = { pid: projectId, checksums: asked };
        const { hasImages } = await request<Data>({ document, variables, idempotent: true, signal });
        return hasImages.map((image) => image ?? undefined);
      });
    },

    /** A page of the project's images in the order of the query. */
    listImages: (query: ImageQuery, signal?: AbortSignal): Promise<Page<ImageSummary>> =>
      list<ImageSummary>('id name state checksum error errorCodes', query, signal),

    /** The same for large batches, with ids only. */
    listImageIds: (query: ImageQuery, signal?: AbortSignal): Promise<Page<Pick<ImageSummary, 'id'>>> =>
      list<Pick<ImageSummary, 'id'>>('id', query, signal),
  };
}
