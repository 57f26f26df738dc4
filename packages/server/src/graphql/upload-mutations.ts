import { type Caller, requireUser } from '../auth/authenticate.ts';
import { DomainError } from '../errors/domain-error.ts';
import { findArrivedImages, findImageOfUser } from '../images/find-images.ts';
import type { Image } from '../images/image.ts';
import { requireProject } from '../projects/find-project.ts';
import {
  type Announcement,
  type Registration,
  readChecksum,
  registerImages,
  UPLOAD_SECONDS,
} from '../uploads/register-images.ts';
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
      grantUpload(needs, caller, pid, bucket, announcement),
    uploadImageMinio: (_, { pid, bucket, ...announcement }, { caller }) =>
      grantUpload(needs, caller, pid, bucket, announcement),
    uploadImages: (_, { pid, bucket, images }, { caller }) =>
      grantUploads(needs, caller, pid, bucket, images),
    startImageUpload: async (_, { id }, { caller }) => {
      const image = await findImageOfUser(needs.database, requireUser(caller), id);
      return image ? startUpload(needs, image) : null;
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

async function grantUpload(
  needs: GraphqlNeeds,
  caller: Caller,
  pid: string,
  bucket: string,
  announcement: Announcement,
) {
  const [grant] = await grantUploads(needs, caller, pid, bucket, [announcement]);
  return grant ?? null;
}

async function grantUploads(
  needs: GraphqlNeeds,
  caller: Caller,
  pid: string,
  bucket: string,
  announcements: readonly Announcement[],
) {
  const project = await requireProject(needs.database, requireUser(caller), pid);
  const registrations = await registerImages(needs, project, bucket, announcements);
  const clock = { serverTime: needs.now().toISOString(), ttlSeconds: UPLOAD_SECONDS };
  return registrations.map(({ image, credential }: Registration) => ({
    url: credential.url,
    image,
    ...clock,
  }));
}
