import type * as protocol from '@tiepoint/protocol';
import type { GraphQLClient } from './graphql-client.ts';

export type {
  IMAGE_STATE as ImageState,
  IMPORTED_STATE as ImportedState,
  QUALITY as Quality,
  TASK_STATE as TaskState,
} from '@tiepoint/protocol';

/** One reconstruction. */
export type Task = Omit<protocol.Task, 'taskType'>;

/** A file that the newest finished reconstruction has made. */
export type Download = Pick<protocol.Download, 'name' | 'size' | 'mtime' | 'link'>;

/** A model that was made elsewhere. */
export type ImportedModel = Pick<
  protocol.ImportedModel,
  'state' | 'error' | 'triangles' | 'points' | 'origin' | 'notes'
> & { files: Pick<protocol.ModelFile, 'name' | 'state' | 'size'>[] };

/** A project as its page shows it, without its photos. */
export type Project = Pick<
  protocol.Project,
  'id' | 'name' | 'date' | 'numImage' | 'imageCounts' | 'gigaPixel' | 'preStarted' | 'importedState'
> & {
  /** Null where the model is made here, out of photos. */
  importedModel: ImportedModel | null;
  /** Newest first. */
  tasks: Task[];
  downloads: Download[];
};

type Data = { project: (Omit<Project, 'downloads'> & { downloads: { edges: { node: Download }[] } }) | null };

const operation = `query Project($id: ID!) {
  project(id: $id) {
    id name date numImage gigaPixel preStarted importedState
    importedModel { state error triangles points origin notes files { name state size } }
    imageCounts { state count }
    tasks {
      id state quality createdDate startDate endDate queueing step totalSteps stepName percent error
      result { photos registered leftOut points reprojectionError faces georeferenced notes }
      steps { name seconds }
    }
    downloads { edges { node { name size mtime link } } }
  }
}`;

/** The project, or null when the user has none with this id. */
export async function fetchProject(
  client: GraphQLClient,
  { id }: { id: string },
  signal?: AbortSignal,
): Promise<Project | null> {
  const { project } = await client<Data>(operation, { id }, signal);
  return project && { ...project, downloads: project.downloads.edges.map((edge) => edge.node) };
}
