import type { Parts } from '../../parts.ts';
import { grantProjectUpload } from '../../uploads/grant-upload.ts';
import { registerImages } from '../../uploads/images/register-images.ts';
import type { UploadImageOSSResolvers } from '../generated.ts';

/** `sts` signs and registers nothing, `image` registers and signs nothing. */
export function ossUploads(parts: Parts): UploadImageOSSResolvers {
  return {
    async sts({ project, bucket, holder }) {
      const key = await grantProjectUpload(parts, project, { bucket, holder });
      const now = parts.now();
      return {
        id: key.accessKeyId,
        secret: key.secretAccessKey,
        token: key.securityToken,
        bucket: key.bucket,
        endpoint: key.endpoint,
        expire: toWholeSeconds(key.expiresAt),
        serverTime: now.toISOString(),
        ttlSeconds: Math.floor((key.expiresAt.getTime() - now.getTime()) / 1000),
      };
    },
    async image({ project, bucket, announcement }) {
      const [image] = await registerImages(parts, project, { bucket, images: [announcement] });
      if (!image) throw new Error('Nothing was registered.');
      return image;
    },
  };
}

/** `2006-01-02T15:04:05Z`: clients read this form and no other. */
function toWholeSeconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z');
}
