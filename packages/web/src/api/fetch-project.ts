import type { GraphQLClient } from './graphql-client.ts';

/** The life of an image; the last two are final. */
export type ImageState = 'Pending' | 'Uploading' | 'Uploaded' | 'Processing' | 'Ready' | 'Invalid';

/** The life of a task; the last two are final. */
export type TaskState = 'Pending' | 'Processing' | 'Done' | 'Failed';

/** How much work a reconstruction puts in. */
export type Quality = 'preview' | 'standard';

/** How many images of a project are in one state. */
export type ImageCount = { state: ImageState; count: number };

/** One reconstruction; dates are RFC 3339. */
export type Task = {
  id: string;
  state: TaskState;
  quality: Quality;
  createdDate: string;
  startDate: string | null;
  endDate: string | null;
  /** Tasks before it in the queue; null when it does not wait. */
  queueing: number | null;
  /** 1 to `totalSteps`; 0 before the first. */
  step: number;
  totalSteps: number;
  stepName: string | null;
  /** Of the step, 0 to 100. */
  percent: number;
  error: string | null;
  result: TaskResult | null;
  steps: { name: string; seconds: number }[];
};

/** What came out of a task. */
export type TaskResult = {
  photos: number;
  registered: number;
  leftOut: string[];
  points: number;
  /** Mean, in pixels. */
  reprojectionError: number;
  faces: number;
  georeferenced: boolean;
  notes: string[];
};

/** A file that the newest finished reconstruction has made. */
export type Download = {
  name: string;
  /** Bytes. */
  size: number;
  mtime: string;
  /** Short-lived link. */
  link: string;
};

/** A project as its page shows it, without its photos. */
export type Project = {
  id: string;
  name: string;
  date: string;
  numImage: number;
  imageCounts: ImageCount[];
  gigaPixel: number;
  preStarted: boolean;
  /** Newest first. */
  tasks: Task[];
  downloads: Download[];
};

type Data = { project: (Omit<Project, 'downloads'> & { downloads: { edges: { node: Download }[] } }) | null };

const operation = `query Project($id: ID!) {
  project(id: $id) {
    id name date numImage gigaPixel preStarted
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
