import type { Api } from '@tiepoint/client';
import type * as protocol from '@tiepoint/protocol';

export type {
  IMAGE_STATE as ImageState,
  IMPORTED_STATE as ImportedState,
  QUALITY as Quality,
  TASK_STATE as TaskState,
} from '@tiepoint/protocol';

/** The options of a reconstruction. */
export type TaskOptions = protocol.Task['options'];

/** A reconstruction, without the lists that grow with its photos. */
export type Task = Pick<
  protocol.Task,
  | 'id'
  | 'state'
  | 'options'
  | 'startReason'
  | 'missingPhotos'
  | 'createdDate'
  | 'startDate'
  | 'endDate'
  | 'queueing'
  | 'step'
  | 'totalSteps'
  | 'stepName'
  | 'percent'
  | 'error'
  | 'remainingSeconds'
  | 'expectedStartSeconds'
> & {
  steps: Pick<protocol.TaskStep, 'name' | 'seconds' | 'reused'>[];
  result: TaskResult | null;
};

/** The figures of a model. */
export type TaskResult = Pick<
  NonNullable<protocol.Task['result']>,
  | 'photos'
  | 'registered'
  | 'points'
  | 'reprojectionError'
  | 'faces'
  | 'georeferenced'
  | 'inLocalFrame'
  | 'controlPointRms'
  | 'checkpointRms'
  | 'notes'
> & { controlPoints: { used: boolean }[] };

/** A pending start of a reconstruction. */
export type WaitingStart = NonNullable<protocol.Project['waitingStart']>;

/** A file of the newest finished reconstruction. */
export type Download = Pick<protocol.Download, 'name' | 'state' | 'size' | 'mtime' | 'link'>;

/** An imported model. */
export type ImportedModel = Pick<
  protocol.ImportedModel,
  'state' | 'error' | 'triangles' | 'points' | 'origin' | 'notes'
> & { files: Pick<protocol.ModelFile, 'name' | 'state' | 'size'>[] };

/** A project on its page, without its photos. */
export type Project = Pick<
  protocol.Project,
  'id' | 'name' | 'date' | 'numImage' | 'imageCounts' | 'gigaPixel' | 'preStarted' | 'importedState'
> & {
  /** Null without a pending start. */
  waitingStart: WaitingStart | null;
  /** Null when the model is reconstructed here. */
  importedModel: ImportedModel | null;
  /** Newest first. */
  tasks: Task[];
  downloads: Download[];
};

interface Data {
  project: (Omit<Project, 'downloads'> & { downloads: { edges: { node: Download }[] } }) | null;
}

const OPTION_FIELDS =
  'quality engine maxImageSize matcher cameraSharing coordinateSystem altitudesAbove targetFaces';

const OPERATION = `query Project($id: ID!) {
  project(id: $id) {
    id name date numImage gigaPixel preStarted importedState
    importedModel { state error triangles points origin notes files { name state size } }
    imageCounts { state count }
    waitingStart { minReadyPercent startAt options { ${OPTION_FIELDS} } }
    tasks {
      id state startReason missingPhotos { count photos { id name } } createdDate startDate endDate queueing step totalSteps stepName percent error
      remainingSeconds expectedStartSeconds
      options { ${OPTION_FIELDS} }
      steps { name seconds reused }
      result {
        photos registered points reprojectionError faces georeferenced inLocalFrame notes
        controlPointRms { horizontal vertical } checkpointRms { horizontal vertical }
        controlPoints { used }
      }
    }
    downloads { edges { node { name state size mtime link } } }
  }
}`;

/** The project, or null when the user has none with this id. */
export async function fetchProject(
  { request }: Api,
  { id }: { id: string },
  signal?: AbortSignal,
): Promise<Project | null> {
  const { project } = await request<Data>({
    document: OPERATION,
    variables: { id },
    idempotent: true,
    signal,
  });
  return project && { ...project, downloads: project.downloads.edges.map((edge) => edge.node) };
}
