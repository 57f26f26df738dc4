import type { ImageCount, TaskState } from './fetch-project.ts';
import type { GraphQLClient } from './graphql-client.ts';

/** A project as a line of the list. */
export type ProjectSummary = {
  id: string;
  name: string;
  /** RFC 3339. */
  date: string;
  numImage: number;
  imageCounts: ImageCount[];
  taskState: TaskState | null;
  preStarted: boolean;
  /** Short-lived link to a small picture of the first Ready photo; null when there is none. */
  cover: string | null;
};

/** The first projects, newest first, and how many there are in all. */
export type ProjectList = { totalCount: number; projects: ProjectSummary[] };

type Node = Omit<ProjectSummary, 'cover'> & { allImages: { edges: { node: { thumbs: string[] } }[] } };
type Data = { my: { allProjects: { totalCount: number; edges: { node: Node }[] } } };

const operation = `query Projects($first: Int) {
  my {
    allProjects(first: $first) {
      totalCount
      edges {
        node {
          id name date numImage taskState preStarted
          imageCounts { state count }
          allImages(first: 1, filter: Ready) { edges { node { thumbs } } }
        }
      }
    }
  }
}`;

/** The newest `first` projects of the user. */
export async function fetchProjects(
  client: GraphQLClient,
  { first }: { first: number },
  signal?: AbortSignal,
): Promise<ProjectList> {
  const { my } = await client<Data>(operation, { first }, signal);
  return {
    totalCount: my.allProjects.totalCount,
    projects: my.allProjects.edges.map(({ node: { allImages, ...project } }) => ({
      ...project,
      cover: allImages.edges[0]?.node.thumbs[0] ?? null,
    })),
  };
}
