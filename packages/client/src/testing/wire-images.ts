import type { IMAGE_STATE, ProjectImage } from '@tiepoint/protocol';
import type { WireLog } from './wire-log.ts';

/** For tests: the images of a project, from registration to verdict. */
export interface WireImages {
  /** Base address of presigned URLs. */
  serveAt(endpoint: string): void;
  find(variables: ImageVariables): object;
  register(variables: ImageVariables): object;
  list(variables: ImageVariables): object;
  /** The status of the response to a PUT; undefined for no response. */
  put(imageId: string, body: string): number | undefined;
  /** Registers an image that is never uploaded. */
  leaveBehind(name: string): void;
  settle(name: string, verdict: ImageVerdict): void;
  names(): string[];
  /** The stored bodies, in order. */
  bodies(): string[];
}

/** Special behaviour of images. */
export interface ImageBehaviour {
  /** The server's clock. */
  nowMs(): number;
  ttlSeconds: number;
  /** What to do with the n-th PUT of this image, counted from 1: accept it, or respond with a status. */
  onPut(name: string, times: number): 'take' | 'takeTooLate' | 'neverAnswer' | number;
  /** Duration of the check of a photo. */
  checkingMs: number;
}

/** Variables of the operations on images. */
export interface ImageVariables {
  checksums?: string[];
  images?: Array<{ filename: string; checksum: string }>;
  filter?: string;
}

/** The verdict on an image. */
export type ImageVerdict = Pick<WireImage, 'state' | 'error' | 'errorCodes'>;

type WireImage = Pick<ProjectImage, 'id' | 'name' | 'state' | 'checksum' | 'error' | 'errorCodes'> & {
  puts: number;
};

type Announcement = NonNullable<ImageVariables['images']>[number];

interface Project {
  behaviour: ImageBehaviour;
  log: WireLog;
  images: WireImage[];
  bodies: string[];
  endpoint: string;
  grants: number;
}

/** Nothing has arrived for 65 minutes. */
export const TIMED_OUT: ImageVerdict = {
  state: 'Invalid',
  error: ['Nothing has arrived.'],
  errorCodes: ['TimedOut'],
};
const READY: ImageVerdict = { state: 'Ready', error: null, errorCodes: null };
const UNUSABLE: ImageVerdict = {
  state: 'Invalid',
  error: ['It is unusable.'],
  errorCodes: ['NotAnImage'],
};
const ARRIVED: readonly IMAGE_STATE[] = ['Uploaded', 'Processing', 'Ready'];
const ON_THE_WAY: readonly IMAGE_STATE[] = ['Pending', 'Uploading', 'Uploaded', 'Processing'];

/** Creates a project without images. */
export function createWireImages(behaviour: ImageBehaviour, log: WireLog): WireImages {
  const project: Project = { behaviour, log, images: [], bodies: [], endpoint: '', grants: 0 };
  const { images, bodies } = project;
  return {
    serveAt(endpoint) {
      project.endpoint = endpoint;
    },
    find({ checksums = [] }) {
      const arrived = images.filter(({ state }) => ARRIVED.includes(state));
      return { hasImages: checksums.map((sum) => arrived.find(({ checksum }) => checksum === sum) ?? null) };
    },
    register: ({ images: announced = [] }) => ({ uploadImages: grant(project, announced) }),
    list({ filter }) {
      const listed = images.filter(({ state }) =>
        filter === 'Pending' ? ON_THE_WAY.includes(state) : state === filter,
      );
      return connectionOf(listed);
    },
    put(imageId, body) {
      const image = images.find(({ id }) => id === imageId);
      return image ? put(project, image, body) : 404;
    },
    leaveBehind: (name) => void register(project, { filename: name, checksum: '0'.repeat(40) }),
    settle(name, verdict) {
      for (const image of images) if (image.name === name) move(project, image, verdict);
    },
    names: () => images.map(({ name }) => name),
    bodies: () => bodies,
  };
}

function grant(project: Project, announced: Announcement[]): object[] {
  if (announced.some(({ filename }) => filename.startsWith('refused'))) {
    throw new Error('The name is not allowed.');
  }
  const { nowMs, ttlSeconds } = project.behaviour;
  const life = { serverTime: new Date(nowMs()).toISOString(), ttlSeconds };
  return announced.map((announcement) => {
    const image = register(project, announcement);
    return { url: `${project.endpoint}/${image.id}?grant=${project.grants++}`, ...life, image };
  });
}

function register(project: Project, { filename: name, checksum }: Announcement): WireImage {
  const { images, log } = project;
  const known = images.find((image) => image.checksum === checksum);
  if (known?.state === 'Invalid') move(project, known, { ...READY, state: 'Pending' });
  if (known) return known;
  const id = `image-${images.length}`;
  const image: WireImage = { id, name, checksum, puts: 0, ...READY, state: 'Pending' };
  images.push(image);
  log.append({ kind: 'ImageRegistered', subjectId: id, imageId: id, imageState: 'Pending' });
  return image;
}

function put(project: Project, image: WireImage, body: string): number | undefined {
  const { behaviour, bodies } = project;
  image.puts++;
  const outcome = behaviour.onPut(image.name, image.puts);
  if (outcome === 'neverAnswer') return undefined;
  if (typeof outcome === 'number') return outcome;
  bodies.push(body);
  if (outcome === 'takeTooLate') {
    move(project, image, TIMED_OUT);
    return 200;
  }
  const settle = () => move(project, image, body === 'unusable' ? UNUSABLE : READY);
  move(project, image, { state: 'Uploaded' });
  if (behaviour.checkingMs === 0) settle();
  else setTimeout(settle, behaviour.checkingMs);
  return 200;
}

function move({ log }: Project, image: WireImage, to: Partial<ImageVerdict>): void {
  Object.assign(image, to);
  const { id, state, errorCodes } = image;
  log.append({ kind: 'ImageMoved', subjectId: id, imageId: id, imageState: state, errorCodes });
}

/** A Relay connection with everything on one page. */
export function connectionOf(nodes: readonly object[]): object {
  return {
    totalCount: nodes.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: nodes.map((node) => ({ node })),
  };
}
