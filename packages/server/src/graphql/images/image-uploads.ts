import { type Caller, requireToken, requireUser } from '../../auth/authenticate.ts';
import type { Parts } from '../../parts.ts';
import { findOwned } from '../../projects/find-owned.ts';
import { requireProject } from '../../projects/find-project.ts';
import { confirmUpload } from '../../uploads/confirm-upload.ts';
import { requireUploadBucket } from '../../uploads/grant-upload.ts';
import { findUploadedImages } from '../../uploads/images/find-uploaded-images.ts';
import { imageUpload } from '../../uploads/images/image-upload.ts';
import { type ImageAnnouncement, registerImages } from '../../uploads/images/register-images.ts';
import { requestImageFetch } from '../../uploads/images/request-image-fetch.ts';
import { startImageUpload } from '../../uploads/images/start-image-upload.ts';
import type { MutationResolvers } from '../generated.ts';
import { grantInAnswer } from '../grant-in-answer.ts';

/** The upload road, one photo or many at a time. */
export function imageUploads(parts: Parts): MutationResolvers {
  const { database, storage } = parts;
  return {
    hasImage: async (_, { pid, checksum }, { caller }) => {
      const project = await requireProject(database, requireUser(caller), pid);
      const [image] = await findUploadedImages(parts, project, checksum ? [checksum] : []);
      return image ?? null;
    },
    hasImages: async (_, { pid, checksums }, { caller }) => {
      const project = await requireProject(database, requireUser(caller), pid);
      const images = await findUploadedImages(parts, project, checksums);
      return images.map((image) => image ?? null);
    },
    uploadImageS3: (_, { pid, bucket, ...image }, { caller }) =>
      registerOne(parts, caller, { pid, bucket, image }),
    uploadImageMinio: (_, { pid, bucket, ...image }, { caller }) =>
      registerOne(parts, caller, { pid, bucket, image }),
    uploadImageOSS: async (_, { pid, bucket, ...announcement }, { caller }) => {
      const project = await requireProject(database, requireUser(caller), pid);
      requireUploadBucket(storage, bucket);
      return { project, bucket, announcement, holder: requireToken(caller) };
    },
    uploadImages: (_, wanted, { caller }) => registerAndGrant(parts, caller, wanted),
    uploadImageURL: async (_, { pid, ...source }, { caller }) => {
      const project = await requireProject(database, requireUser(caller), pid);
      return requestImageFetch(parts, project, source);
    },
    startImageUpload: async (_, { id }, { caller }) => {
      const image = await findOwned(database, 'images', { user: requireUser(caller), id });
      return image ? startImageUpload(parts, image) : null;
    },
    doneImageUpload: async (_, { id }, { caller }) => {
      const image = await findOwned(database, 'images', { user: requireUser(caller), id });
      return image ? confirmUpload(parts, imageUpload, image) : null;
    },
  };
}

async function registerOne(
  parts: Parts,
  caller: Caller,
  { image, ...where }: { pid: string; bucket: string; image: ImageAnnouncement },
) {
  const [registration] = await registerAndGrant(parts, caller, { ...where, images: [image] });
  return registration ?? null;
}

async function registerAndGrant(
  parts: Parts,
  caller: Caller,
  { pid, ...wanted }: { pid: string; bucket: string; images: readonly ImageAnnouncement[] },
) {
  const project = await requireProject(parts.database, requireUser(caller), pid);
  const images = await registerImages(parts, project, wanted);
  const granted = images.map(async (image) => ({
    ...(await grantInAnswer(parts, imageUpload, { row: image, caller })),
    image,
  }));
  return Promise.all(granted);
}
