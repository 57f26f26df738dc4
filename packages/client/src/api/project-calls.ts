import type { Project } from '@tiepoint/protocol';
import type { GraphqlRequest } from './graphql-request.ts';
import { connectionFields, type Page, readPage, type WireConnection } from './page.ts';

/**
 * A project in a list.
 *
 * @example
 * ```ts
 * const project = await client.findProject(projectId);
 * console.log(project ? `${project.name}, ${project.numImage} photos` : 'There is no such project.');
 * ```
 */
export type ProjectSummary = Pick<Project, 'id' | 'name' | 'date' | 'numImage' | 'taskState' | 'imageCounts'>;

const SUMMARY = 'id name date numImage taskState imageCounts { state count }';

/** Calls about projects. */
export function projectCalls(request: GraphqlRequest) {
  return {
    /** Creates an empty project. Not retried on network errors, as that could create two. */
    async createProject(name: string, signal?: AbortSignal): Promise<Pick<Project, 'id' | 'name'>> {
      const document = 'mutation ($name: String!) { createProject(name: $name) { id name } }';
      interface Data {
        createProject: Pick<Project, 'id' | 'name'>;
      }
      const data = await request<Data>({ document, variables: { name }, idempotent: false, signal });
      return data.createProject;
    },

    /** The caller's project with this full id, or undefined. */
    async findProject(id: string, signal?: AbortSignal): Promise<ProjectSummary | undefined> {
      const document = `query ($id: ID!) { project(id: $id) { ${SUMMARY} } }`;
      interface Data {
        project: ProjectSummary | null;
      }
      const data = await request<Data>({ document, variables: { id }, idempotent: true, signal });
      return data.project ?? undefined;
    },

    /** The caller's projects, newest first, 100 per page; `search` is a part of the name or a prefix of the id. */
    async listProjects(
      query: { search?: string; after?: string } = {},
      signal?: AbortSignal,
    ): Promise<Page<ProjectSummary>> {
      const document = `query ($search: String, $after: String) {
        my { allProjects(first: 100, search: $search, after: $after) ${connectionFields(SUMMARY)} }
      }`;
      interface Data {
        my: { allProjects: WireConnection<ProjectSummary> };
      }
      const { my } = await request<Data>({ document, variables: query, idempotent: true, signal });
      return readPage(my.allProjects);
    },
  };
}
