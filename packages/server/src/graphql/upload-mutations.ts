import { type Caller, requireUser } from '../auth/authenticate.ts';
import { DomainError } from '../errors/domain-error.ts';
import { findArrivedImages, findImageOfUser } from '../images/find-images.ts';
import type { Image } from '../images/image.ts';
import { requireProject } from '../projects/find-project.ts';
import { confirmImage } from '../uploads/confirm-upload.ts';
import { grantUpload, PRESIGNED_SECONDS, requireUploadBucket } from '../uploads/grant-upload.ts';
import { type Announcement, readChecksum, registerImages } from '../uploads/register-images.ts';
import { startUpload } from '../uploads/start-upload.ts';
import type { MutationResolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

const MAX_CHECKSUMS = 1000;

/** The upload road, one photo or many at a time. */
export function uploadMutations(needs: GraphqlNeeds) {
  return {
    hasImage: async (_, { pid, checksum }, { caller }) => {
      const [image] = await findArrived(needs, caller, pid, checksum ? [checksum] : []);
      return image ?? null;
    },
    hasImages: (_, { pid, checksums }, { caller }) => findArrived(needs, caller, pid, checksums),
    uploadImageS3: (_, { pid, bucket, ...announcement }, { caller }) =>
      registerOne(needs, caller, pid, bucket, announcement),
    uploadImageMinio: (_, { pid, bucket, ...announcement }, { caller }) =>
      registerOne(needs, caller, pid, bucket, announcement),
    uploadImageOSS: async (_, { pid, bucket, ...announcement }, { caller }) => {
      const project = await requireProject(needs.database, requireUser(caller), pid);
      requireUploadBucket(needs.storage, bucket);
      return { project, bucket, announcement };
    },
    uploadImages: (_, { pid, bucket, images }, { caller }) =>
      registerAndGrant(needs, caller, pid, bucket, images),
    startImageUpload: async (_, { id }, { caller }) => {
      const image = await findImageOfUser(needs.database, requireUser(caller), id);
      return image ? startUpload(needs, image) : null;
    },
    doneImageUpload: async (_, { id }, { caller }) => {
      const image = await findImageOfUser(needs.database, requireUser(caller), id);
      return image ? confirmImage(needs, image) : null;
    },
  } satisfies MutationResolvers;
}

async function findArrived(
  needs: GraphqlNeeds,
  caller: Caller,
  pid: string,
  checksums: readonly string[],
): Promise<(Image | null)[]> {
  const project = await requireProject(needs.database, requireUser(caller), pid);
  if (checksums.length > MAX_CHECKSUMS) {
    throw new DomainError('BAD_INPUT', `At most ${MAX_CHECKSUMS} checksums can be asked for at once.`);
  }
  const images = await findArrivedImages(needs.database, project.id, checksums.map(readChecksum));
  return images.map((image) => image ?? null);
}

async function registerOne(
  needs: GraphqlNeeds,
  caller: Caller,
  pid: string,
  bucket: string,
  announcement: Announcement,
) {
  const [registration] = await registerAndGrant(needs, caller, pid, bucket, [announcement]);
  return registration ?? null;
}

async function registerAndGrant(
  needs: GraphqlNeeds,
  caller: Caller,
  pid: string,
  bucket: string,
  announcements: readonly Announcement[],
) {
  const project = await requireProject(needs.database, requireUser(caller), pid);
  const images = await registerImages(needs, project, bucket, announcements);
  const clock = { serverTime: needs.now().toISOString(), ttlSeconds: PRESIGNED_SECONDS };
  const granted = images.map(async (image) => ({ ...(await grantUpload(needs, image)), image, ...clock }));
  return Promise.all(granted);
}
