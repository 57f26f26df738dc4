import { thumbnailSizes } from '@tiepoint/inspection';
import { requireUser } from '../auth/authenticate.ts';
import { DomainError } from '../errors/domain-error.ts';
import { findImageOfUser } from '../images/find-images.ts';
import { gigaPixels, type Image, type ImageType, originalKey, positionInExif } from '../images/image.ts';
import type { LinkedPhoto } from '../images/photo-links.ts';
import type { RequestContext } from './context.ts';
import type { MutationResolvers, Resolvers } from './generated.ts';
import { type GraphqlNeeds, LINK_SECONDS } from './needs.ts';

const contentTypes: Record<ImageType, string> = { JPEG: 'image/jpeg', PNG: 'image/png', TIFF: 'image/tiff' };

/** The fields of an image. */
export function imageResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'ProjectImage'> {
  const { photoLinks, storage } = needs;
  return {
    ProjectImage: {
      checksum: (image) => image.sha1 ?? image.checksum,
      error: (image) => (image.errors.length > 0 ? image.errors : null),
      errorCodes: (image) => (image.errorCodes.length > 0 ? image.errorCodes : null),
      gigaPixel: ({ width, height }) => (width && height ? gigaPixels(width, height) : null),
      grounded: (image) => positionInExif(image) !== undefined,
      url: async (image) => {
        if (image.state !== 'Ready') return null;
        const contentType = contentTypes[image.type];
        return storage.private.link(originalKey(image), { expiresInSeconds: LINK_SECONDS, contentType });
      },
      thumbs: (image, _, context) => {
        const photo = linkedPhoto(image, context);
        return photo ? thumbnailSizes.map((size) => context.origin + photoLinks.thumbnail(photo, size)) : [];
      },
      tiles: (image, _, context) => {
        const photo = linkedPhoto(image, context);
        return photo ? context.origin + photoLinks.tiles(photo) : null;
      },
    },
  };
}

/** Makes tiles ahead. */
export function tileMutations({ database, tileMaker }: GraphqlNeeds) {
  return {
    makeLODImage: async (_, { id }, { caller }) => {
      const image = await findImageOfUser(database, requireUser(caller), id);
      if (!image) return null;
      if (image.state !== 'Ready') {
        throw new DomainError('BAD_INPUT', `${image.name} is not Ready: tiles are made of Ready photos.`);
      }
      await tileMaker.ensure(image);
      return image;
    },
  } satisfies MutationResolvers;
}

/** A Ready photo as its links name it: images are only shown to the owner of their project. */
function linkedPhoto(image: Image, { caller }: RequestContext): LinkedPhoto | undefined {
  return image.state === 'Ready' && caller.user ? { ...image, ownerId: caller.user.id } : undefined;
}
