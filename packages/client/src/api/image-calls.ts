import type { IMAGE_FILTER, ProjectImage } from '@tiepoint/protocol';
import { ApiError } from './api-error.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import { connectionFields, type Page, readPage, type WireConnection } from './page.ts';

/** An image as far as an upload cares. */
export type ImageSummary = Pick<ProjectImage, 'id' | 'name' | 'state' | 'checksum' | 'error'>;

/** Which images of a project to list. */
export interface ImageQuery {
  projectId: string;
  filter: IMAGE_FILTER;
  /** Images a page, at most 1000. */
  first: number;
  after?: string;
}

/** The fields of an ImageSummary. */
export const IMAGE_FIELDS = 'id name state checksum error';

/** Calls about the photos that a project has. */
export function imageCalls(request: GraphqlRequest) {
  return {
    /** The project's image with these bytes; undefined when it should be uploaded. */
    async hasImage(
      projectId: string,
      checksum: string,
      signal?: AbortSignal,
    ): Promise<ImageSummary | undefined> {
      const document = `mutation ($pid: ID!, $checksum: String!) {
        hasImage(pid: $pid, checksum: $checksum) { ${IMAGE_FIELDS} }
      }`;
      type Data = { hasImage: ImageSummary | null };
      const variables = { pid: projectId, checksum };
      return (await request<Data>({ document, variables, repeatable: true, signal })).hasImage ?? undefined;
    },

    /** A page of the project's images in the order of their registration. */
    async listImages(query: ImageQuery, signal?: AbortSignal): Promise<Page<ImageSummary>> {
      const document = `query ($pid: ID!, $first: Int, $after: String, $filter: IMAGE_FILTER) {
        project(id: $pid) { allImages(first: $first, after: $after, filter: $filter) ${connectionFields(IMAGE_FIELDS)} }
      }`;
      type Data = { project: { allImages: WireConnection<ImageSummary> } | null };
      const { projectId, ...rest } = query;
      const variables = { pid: projectId, ...rest };
      const { project } = await request<Data>({ document, variables, repeatable: true, signal });
      if (!project) throw new ApiError('NOT_FOUND', `There is no project ${projectId}.`);
      return readPage(project.allImages);
    },
  };
}
