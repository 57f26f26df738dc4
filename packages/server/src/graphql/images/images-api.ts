import { THUMBNAIL_SIZES } from '@tiepoint/inspection';
import { requireUser } from '../../auth/authenticate.ts';
import { DomainError } from '../../errors/domain-error.ts';
import {
  countImages,
  findImage,
  findImageInResults,
  firstReadyImages,
  listImages,
} from '../../images/find-images.ts';
import { gigaPixels, type Image, type ImageType, originalKey, positionInExif } from '../../images/image.ts';
import { nameCursor } from '../../images/list-images-by-name.ts';
import type { LinkedPhoto } from '../../images/photo-links.ts';
import type { Parts } from '../../parts.ts';
import { findOwned } from '../../projects/find-owned.ts';
import { requireProject } from '../../projects/find-project.ts';
import { removeImages } from '../../uploads/images/remove-images.ts';
import type { ApiModule, Loaders } from '../api-module.ts';
import { toConnection } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import type { MutationResolvers, ProjectImageResolvers, ProjectResolvers } from '../generated.ts';
import { linkPrivate } from '../link-private.ts';
import { imageUploads } from './image-uploads.ts';
import { imageWarnings, listWarned } from './image-warnings.ts';
import { ossUploads } from './oss-uploads.ts';

const CONTENT_TYPES: Record<ImageType, string> = { JPEG: 'image/jpeg', PNG: 'image/png', TIFF: 'image/tiff' };
const COVER_PIXELS = 256;

/** The photos of projects: their upload, what they are, what was found in them. */
export function imagesApi(parts: Parts): ApiModule {
  return {
    resolvers: {
      Project: projectFields(parts),
      ProjectImage: imageFields(parts),
      UploadImageOSS: ossUploads(parts),
      Utility: {
        sizeToGigaPixel: (_, { width, height, numImg }) => gigaPixels(width, height) * (numImg ?? 1),
      },
      Mutation: { ...imageUploads(parts), ...imageMutations(parts) },
    },
    loaders: {
      Project: projectLoaders(parts),
      ProjectImage: imageWarnings(parts),
    },
  };
}

function projectFields(parts: Parts): ProjectResolvers {
  const { database } = parts;
  return {
    image: async (project, { id }) => (await findImage(database, project.id, id)) ?? null,
    imageByFilename: async (project, { filename }) =>
      (await findImageInResults(database, project.id, filename)) ?? null,
    allImages: async (project, { filter, order, warning, ...request }) => {
      const among = warning ? await listWarned(parts, project.id, warning) : undefined;
      const wanted = { ...request, filter: filter ?? 'All', order: order ?? 'Registered', among };
      const page = await listImages(database, project.id, wanted);
      return order === 'Name' ? toConnection(page, nameCursor) : toConnection(page);
    },
  };
}

function projectLoaders({ database, photoLinks }: Parts): NonNullable<Loaders['Project']> {
  type Queries = readonly { obj: { id: string } }[];
  const idsOf = (queries: Queries) => [...new Set(queries.map(({ obj }) => obj.id))];
  const countsOf = async (queries: Queries) => {
    const counts = Map.groupBy(await countImages(database, idsOf(queries)), ({ projectId }) => projectId);
    return queries.map(({ obj }) => counts.get(obj.id) ?? []);
  };
  return {
    numImage: async (queries) =>
      (await countsOf(queries)).map((counts) => counts.reduce((sum, { count }) => sum + count, 0)),
    imageCounts: async (queries) =>
      (await countsOf(queries)).map((counts) => counts.map(({ state, count }) => ({ state, count }))),
    gigaPixel: async (queries) =>
      (await countsOf(queries)).map(
        (counts) => counts.find(({ state }) => state === 'Ready')?.gigaPixel ?? 0,
      ),
    cover: async (queries, { origin }) => {
      const found = await firstReadyImages(database, idsOf(queries));
      const images = new Map(found.map((image) => [image.projectId, image]));
      return queries.map(({ obj }) => {
        const image = images.get(obj.id);
        if (!image) return null;
        return origin + photoLinks.thumbnail({ ...image, ownerId: obj.ownerId }, COVER_PIXELS);
      });
    },
  };
}

function imageFields({ photoLinks, storage }: Parts): ProjectImageResolvers {
  return {
    checksum: (image) => image.sha1 ?? image.checksum,
    error: (image) => (image.errors.length > 0 ? image.errors : null),
    errorCodes: (image) => (image.errorCodes.length > 0 ? image.errorCodes : null),
    gigaPixel: ({ width, height }) => (width && height ? gigaPixels(width, height) : null),
    grounded: (image) => positionInExif(image) !== undefined,
    url: (image) => {
      if (image.state !== 'Ready') return null;
      return linkPrivate(storage, originalKey(image), { contentType: CONTENT_TYPES[image.type] });
    },
    thumbs: (image, _, context) => {
      const photo = linkedPhoto(image, context);
      return photo ? THUMBNAIL_SIZES.map((size) => context.origin + photoLinks.thumbnail(photo, size)) : [];
    },
    tiles: (image, _, context) => {
      const photo = linkedPhoto(image, context);
      return photo ? context.origin + photoLinks.tiles(photo) : null;
    },
  };
}

/** A Ready photo as its links name it: images are only shown to the owner of their project. */
function linkedPhoto(image: Image, { caller }: RequestContext): LinkedPhoto | undefined {
  return image.state === 'Ready' && caller.user ? { ...image, ownerId: caller.user.id } : undefined;
}

function imageMutations(parts: Parts): MutationResolvers {
  const { database, tileMaker } = parts;
  return {
    makeLODImage: async (_, { id }, { caller }) => {
      const image = await findOwned(database, 'images', { user: requireUser(caller), id });
      if (!image) return null;
      if (image.state !== 'Ready') {
        throw new DomainError('BAD_INPUT', `${image.name} is not Ready: only Ready photos have tiles.`);
      }
      await tileMaker.ensure(image);
      return image;
    },
    removeImage: async (_, { id }, { caller }) => {
      const user = requireUser(caller);
      const image = await findOwned(database, 'images', { user, id });
      if (!image) return null;
      const project = await requireProject(database, user, image.projectId);
      return (await removeImages(parts, project, [id]))[0] ?? null;
    },
    removeImages: async (_, { pid, ids }, { caller }) => {
      const project = await requireProject(database, requireUser(caller), pid);
      return removeImages(parts, project, ids);
    },
  };
}
