import {
  gigaPixels,
  type ImageType,
  originalKey,
  positionInExif,
  thumbnailKey,
  thumbnailSizes,
} from '../images/image.ts';
import type { Resolvers } from './generated.ts';
import { type GraphqlNeeds, LINK_SECONDS } from './needs.ts';

const contentTypes: Record<ImageType, string> = { JPEG: 'image/jpeg', PNG: 'image/png', TIFF: 'image/tiff' };

/** The fields of an image. */
export function imageResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'ProjectImage'> {
  const link = (key: string, contentType: string) =>
    needs.storage.private.link(key, { expiresInSeconds: LINK_SECONDS, contentType });
  return {
    ProjectImage: {
      checksum: (image) => image.sha1 ?? image.checksum,
      error: (image) => (image.errors.length > 0 ? image.errors : null),
      errorCodes: (image) => (image.errorCodes.length > 0 ? image.errorCodes : null),
      gigaPixel: ({ width, height }) => (width && height ? gigaPixels(width, height) : null),
      grounded: (image) => positionInExif(image) !== undefined,
      url: async (image) =>
        image.state === 'Ready' ? link(originalKey(image), contentTypes[image.type]) : null,
      thumbs: async (image) =>
        image.state === 'Ready'
          ? Promise.all(thumbnailSizes.map((size) => link(thumbnailKey(image, size), 'image/jpeg')))
          : [],
    },
  };
}
