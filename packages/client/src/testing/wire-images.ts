import type { IMAGE_STATE, ProjectImage } from '@tiepoint/protocol';
import type { WireLog } from './wire-log.ts';

/** For tests: the images of a project, from their registration to their verdict. */
export interface WireImages {
  /** The address that presigned URLs begin with. */
  serveAt(endpoint: string): void;
  find(variables: ImageVariables): object;
  register(variables: ImageVariables): object;
  list(variables: ImageVariables): object;
  /** The status that a PUT is answered with; undefined where it never is. */
  put(imageId: string, body: string): number | undefined;
  /** Registers an image whose upload never comes. */
  leaveBehind(name: string): void;
  settle(name: string, verdict: ImageVerdict): void;
  names(): string[];
  /** What was stored, in its order. */
  bodies(): string[];
}

/** What images do otherwise than usual. */
export interface ImageBehaviour {
  /** The server's clock. */
  nowMs(): number;
  ttlSeconds: number;
  /** What to do with a PUT of this image, the first one being 1: take it, or answer with a status. */
  onPut(name: string, times: number): 'take' | 'takeTooLate' | 'neverAnswer' | number;
  /** How long photos are checked. */
  checkingMs: number;
}

/** Variables of the operations on images. */
export interface ImageVariables {
  checksums?: string[];
  images?: Array<{ filename: string; checksum: string }>;
  filter?: string;
}

/** What the server has found of an image. */
export type ImageVerdict = Pick<WireImage, 'state' | 'error' | 'errorCodes'>;

type WireImage = Pick<ProjectImage, 'id' | 'name' | 'state' | 'checksum' | 'error' | 'errorCodes'> & {
  puts: number;
};

/** Nothing has moved for 65 minutes. */
export const TIMED_OUT: ImageVerdict = {
  state: 'Invalid',
  error: ['Nothing has moved.'],
  errorCodes: ['TimedOut'],
};
const READY: ImageVerdict = { state: 'Ready', error: null, errorCodes: null };
const UNUSABLE: ImageVerdict = {
  state: 'Invalid',
  error: ['It can not be used.'],
  errorCodes: ['NotAnImage'],
};
const ARRIVED: readonly IMAGE_STATE[] = ['Uploaded', 'Processing', 'Ready'];
const ON_THE_WAY: readonly IMAGE_STATE[] = ['Pending', 'Uploading', 'Uploaded', 'Processing'];

/** Makes a project without images. */
export function createWireImages(behaviour: ImageBehaviour, log: WireLog): WireImages {
  const images: WireImage[] = [];
  const bodies: string[] = [];
  let endpoint = '';
  let grants = 0;

  const move = (image: WireImage, to: Partial<ImageVerdict>) => {
    Object.assign(image, to);
    const { id, state, errorCodes } = image;
    log.append({ kind: 'ImageMoved', subjectId: id, imageId: id, imageState: state, errorCodes });
  };
  const register = ({ filename: name, checksum }: { filename: string; checksum: string }) => {
    const known = images.find((image) => image.checksum === checksum);
    if (known?.state === 'Invalid') move(known, { ...READY, state: 'Pending' });
    if (known) return known;
    const image: WireImage = {
      id: `image-${images.length}`,
      name,
      checksum,
      puts: 0,
      ...READY,
      state: 'Pending',
    };
    images.push(image);
    log.append({ kind: 'ImageRegistered', subjectId: image.id, imageId: image.id, imageState: 'Pending' });
    return image;
  };
  const check = (image: WireImage, body: string) => {
    const settle = () => move(image, body === 'unusable' ? UNUSABLE : READY);
    move(image, { state: 'Uploaded' });
    if (behaviour.checkingMs === 0) settle();
    else setTimeout(settle, behaviour.checkingMs);
  };

  return {
    serveAt(address) {
      endpoint = address;
    },
    find({ checksums = [] }) {
      const arrived = images.filter(({ state }) => ARRIVED.includes(state));
      return { hasImages: checksums.map((sum) => arrived.find(({ checksum }) => checksum === sum) ?? null) };
    },
    register({ images: announced = [] }) {
      if (announced.some(({ filename }) => filename.startsWith('refused'))) {
        throw new Error('The name can not be taken.');
      }
      const { nowMs, ttlSeconds } = behaviour;
      const life = { serverTime: new Date(nowMs()).toISOString(), ttlSeconds };
      return {
        uploadImages: announced.map((announcement) => {
          const image = register(announcement);
          return { url: `${endpoint}/${image.id}?grant=${grants++}`, ...life, image };
        }),
      };
    },
    list({ filter }) {
      const listed = images.filter(({ state }) =>
        filter === 'Pending' ? ON_THE_WAY.includes(state) : state === filter,
      );
      return connectionOf(listed);
    },
    put(imageId, body) {
      const image = images.find(({ id }) => id === imageId);
      if (!image) return 404;
      image.puts++;
      const outcome = behaviour.onPut(image.name, image.puts);
      if (outcome === 'neverAnswer') return undefined;
      if (typeof outcome === 'number') return outcome;
      bodies.push(body);
      if (outcome === 'takeTooLate') move(image, TIMED_OUT);
      else check(image, body);
      return 200;
    },
    leaveBehind: (name) => void register({ filename: name, checksum: '0'.repeat(40) }),
    settle(name, verdict) {
      for (const image of images) if (image.name === name) move(image, verdict);
    },
    names: () => images.map(({ name }) => name),
    bodies: () => bodies,
  };
}

/** A relay connection with everything on one page. */
export function connectionOf(nodes: readonly object[]): object {
  return {
    totalCount: nodes.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: nodes.map((node) => ({ node })),
  };
}
