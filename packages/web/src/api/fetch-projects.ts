import type { Api } from '@tiepoint/client';
import type { Project } from '@tiepoint/protocol';

/** A project in the list. */
export type ProjectSummary = Pick<
  Project,
  'id' | 'name' | 'date' | 'numImage' | 'imageCounts' | 'taskState' | 'preStarted' | 'cover' | 'importedState'
>;

/** The first projects, newest first, and the total count. */
export interface ProjectList {
  totalCount: number;
  projects: ProjectSummary[];
}

interface Data {
  my: { allProjects: { totalCount: number; edges: { node: ProjectSummary }[] } };
}

const OPERATION = `query Projects($first: Int) {
  my {
    allProjects(first: $first) {
      totalCount
      edges {
        node {
          id name date numImage taskState preStarted cover importedState
          imageCounts { state count }
        }
      }
    }
  }
}`;

/** The newest `first` projects of the user. */
export async function fetchProjects(
  { request }: Api,
  { first }: { first: number },
  signal?: AbortSignal,
): Promise<ProjectList> {
  const { my } = await request<Data>({ document: OPERATION, variables: { first }, idempotent: true, signal });
  const { totalCount, edges } = my.allProjects;
  return { totalCount, projects: edges.map(({ node }) => node) };
}
